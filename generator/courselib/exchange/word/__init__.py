"""Official documents (公文) for Word, laid out by GB/T 9704-2012; nothing here knows what they say."""
