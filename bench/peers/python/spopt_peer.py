"""spopt: the same coverage problems, modelled and solved with HiGHS as we do."""
import json
from pathlib import Path

import numpy as np
import pulp
import spopt
from spopt.locate import LSCP, MCLP


def plan(asked):
    question = json.loads((Path(asked['folder']) / 'plan.json').read_text())
    metres, people = np.asarray(question['metres']), np.asarray(question['people'])

    def solver():
        return pulp.HiGHS(msg=False, gapRel=0)

    def work():
        fewest = LSCP.from_cost_matrix(metres, question['limitMetres']).solve(solver())
        most = MCLP.from_cost_matrix(metres, people, question['limitMetres'], question['sites']).solve(solver())
        covered = (metres <= question['limitMetres'])[:, [i for i, clients in enumerate(most.fac2cli) if clients]].any(axis=1)
        return {'fewest': sum(1 for clients in fewest.fac2cli if clients), 'mostPeople': int(people[covered].sum())}

    def write(answer, path):
        Path(path).write_text(json.dumps(answer))

    return f'spopt {spopt.__version__} with HiGHS by PuLP {pulp.__version__}', work, write


JOBS = {'plan': plan}
