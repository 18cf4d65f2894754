"""Stories in the person's words, told to a real browser in front of the server as it is shipped."""
