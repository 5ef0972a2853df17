@contextmanager
def a_world(fresh: Fresh, browsers: Browsers) -> Iterator[World]:
    """A new world on a new database."""
    with TemporaryDirectory() as folder, fresh() as db:
        world = World(db.place, Path(folder), browsers)
        with kills(world.bomb), world.clock():
            yield world


@pytest.fixture(scope="module")
def browsers() -> Iterator[Browsers]:
    """One node for all examples."""
    with Browsers() as made:
        yield made


@pytest.mark.property
def test_what_two_people_write_is_never_lost(fresh: Fresh, browsers: Browsers) -> None:
    class Here(Writing):
        begin = partial(a_world, fresh, browsers)

    phases = [Phase.generate] if "FAST" in os.environ else list(Phase)
    usual = settings(
        phases=phases,
        max_examples=int(os.environ.get("N", examples(40))),
        stateful_step_count=int(os.environ.get("STEPS", "20")),
    )
    run_state_machine_as_test(Here, settings=usual)
