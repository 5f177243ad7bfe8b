"""What a service asks of a person, read from its pages: fields, papers, skills, limits of time. Pure."""
