"""Taking other libraries' content: from a folder, by git or from a pack, shown before it is taken, put in place in one step."""
