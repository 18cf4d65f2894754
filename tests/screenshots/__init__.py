"""`make screenshots`: every page with realistic people and forms, narrow and wide, light and dark."""
