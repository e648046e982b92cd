"""Understanding: rules one by one, the model as a whole, and the phrase files."""
