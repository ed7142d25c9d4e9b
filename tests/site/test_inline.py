"""The short cut past text without inline marks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown.treeprocessors import InlineProcessor

from generator.site.markdown import ALL_EXTRAS, INLINE_MARK, _engine, _Inline

TEXT = st.text(st.sampled_from("`\\[]()!<>&*_~= \n#:^-|{}\"'/@;.1ax党员\u0002\u0003：，、（）"), max_size=60)
ENGINE = _engine(ALL_EXTRAS)


@given(TEXT)
def test_no_pattern_matches_a_text_without_marks(text: str) -> None:
    """Whatever any inline pattern of the engine finds, the text holds one of the marks."""
    for pattern in ENGINE.inlinePatterns:
        if pattern.getCompiledRegExp().search(text):
            assert INLINE_MARK.search(text)


def test_the_short_cut_is_in_the_way() -> None:
    """Python-Markdown still has the method that is passed by, and the engine uses ours."""
    assert callable(getattr(InlineProcessor, "_InlineProcessor__handleInline", None))
    assert isinstance(ENGINE.treeprocessors["inline"], _Inline)


@given(TEXT)
def test_the_short_cut_changes_nothing(text: str) -> None:
    """With and without it a text becomes the same HTML."""
    ours = ENGINE.reset().convert(text)
    plain = _engine(ALL_EXTRAS)
    plain.treeprocessors.register(InlineProcessor(plain), "inline", 20)
    assert ours == plain.convert(text)
