"""What a record was before: from the repository that the content stands in, else from its releases."""
