"""Updating: a pack arrives beside a site, is judged, and takes its place in one step; going back is one step too."""
