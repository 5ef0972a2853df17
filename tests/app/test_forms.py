"""What a form did is said once, in its place, when the page is whole."""

from streamlit.testing.v1 import AppTest

from tests.app.conftest import said


def page() -> None:
    """A page with two forms. The first run after a form did something is broken off, as by another click."""
    import streamlit as st

    from elearn.app import forms

    forms.begin()
    forms.say_done("second")
    forms.say_done("first")
    for key in ("first", "second"):
        with st.form(forms.turn(key)):
            typed = st.text_input("Name", key=f"{forms.turn(key)}_name")
            if st.form_submit_button(f"Add {key}"):
                forms.take(key, lambda typed=typed: typed, lambda name: f"{name} is added.")  # type: ignore[misc]
    if st.session_state.get("first_turn") and not st.session_state.get("broken_off"):
        st.session_state["broken_off"] = True
        st.rerun()
    forms.finish()


def test_what_a_form_did_is_said_once_also_if_the_run_after_it_is_broken_off() -> None:
    app = AppTest.from_function(page).run()
    app.text_input[0].set_value("Ada")
    app.button[0].click().run()
    assert not app.exception
    assert said(app).count("Ada is added.") == 1
    assert [each.value for each in app.text_input] == ["", ""]
    assert "is added" not in said(app.run())
    app.text_input[1].set_value("Bo")
    assert said(app.button[1].click().run()).count("Bo is added.") == 1
