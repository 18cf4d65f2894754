"""What must hold when people act in the same moment."""
