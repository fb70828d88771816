"""Whole programs in a few neutral steps: what they print, write and return, what goes wrong, and the tree they leave.

input is the steps, by scenarios/README.md; expect is what run_scenarios.py says about them. Where ours departs on purpose,
"ours" holds the parts of expect that are another.
"""

from run_scenarios import play, scenarios


def cases():
    for topic, scenario in scenarios():
        report = play(scenario["steps"])
        if "nothing is called" in str(report["steps"]):
            raise ValueError(f"{topic}: {scenario['name']} names what is not there")
        case = {"why": f"{topic}: {scenario['name']}", "input": scenario["steps"], "expect": report}
        yield case | {name: scenario[name] for name in ("departure", "ours") if name in scenario}
