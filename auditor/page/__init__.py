"""What rules share: readings of one page's evidence, such as what its server sent. Pure."""
