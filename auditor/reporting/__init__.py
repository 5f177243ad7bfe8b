"""What reports share, and the terminal with them: an audit summed up, grouped and put into words. Pure."""
