"""What tests stand on: databases, a browser, a live server, makers of rows, a clock."""
