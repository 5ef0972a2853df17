"""HTML as paper: the pages that a browser shows, turned into typst's markup and drawn as tagged PDF (PDF/UA-1)."""
