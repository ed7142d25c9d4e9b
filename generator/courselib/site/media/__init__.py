"""What becomes of attachments on the site: pictures without what they tell of people, smaller copies, players, sizes beside links."""
