"""Files that travel with the package: the theme, the plan, the site settings.

In a wheel they stand below ``generator/_data``; in a checkout at the top of the repository.
"""

from __future__ import annotations

from pathlib import Path

from .litter import is_litter

_PACKAGE = Path(__file__).parents[1]
_DATA = _PACKAGE / "_data"


def _find(packaged: str, checkout: str) -> Path:
    inside = _DATA / packaged
    return inside if inside.exists() else _PACKAGE.parents[1] / checkout


def theme_folder() -> Path:
    """Return the folder of templates, styles and scripts (MkDocs ``custom_dir``)."""
    return _find("theme", "theme")


def synonyms_file() -> Path:
    """Return the shipped ``synonyms.yml``."""
    return _find("synonyms.yml", "content/synonyms.yml")


def plan_file() -> Path:
    """Return the shipped ``plan.yml``."""
    return _find("plan.yml", "content/plan.yml")


def settings_file() -> Path:
    """Return the shipped ``mkdocs.yml``."""
    return _find("mkdocs.yml", "mkdocs.yml")


def notice_file() -> Path:
    """Return the notice of third parties' parts, which every built site carries."""
    return _find("NOTICE", "NOTICE")


def guide_folder() -> Path:
    """Return the folder of the shipped guide pages."""
    return _find("guide", "content/pages/guide")


def guide_pages() -> list[Path]:
    """Return the files of the shipped guide pages, in order of name."""
    return _files(guide_folder(), "*.md")


def guide_pictures() -> list[Path]:
    """Return the pictures that the guide shows as ``media/guide/…``, in order of name."""
    return _files(_find("guide_pictures", "content/media/guide"), "*.png")


def _files(folder: Path, pattern: str) -> list[Path]:
    return sorted(path for path in folder.glob(pattern) if not is_litter(path.name))
