"""Library records in other people's formats: schema.org, JSON and JSON Schema, sitemap and feed."""
