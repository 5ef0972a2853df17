"""The LMS side, a plain Starlette app: sign in, launch, play, commit, certificate, verify."""
