"""The library as a workbook, and back: export for office work, import with every problem at its row and column."""
