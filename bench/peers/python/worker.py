"""One peer as a process that is asked again and again: a line of JSON in, a line of JSON out.

    {"open": JOB, "folder": …}  prepares, untimed, and tells who answers
    {"run": true}               does the work once and tells how long it took
    {"write": PATH}             writes the answer of the last run

A peer is a module with JOBS: by name, a function that takes what "open" was given and returns (about, work, write).
"""
import importlib
import json
import os
import sys
import time

peer = importlib.import_module(sys.argv[1])
out = os.fdopen(os.dup(1), 'w')
os.dup2(2, 1)  # what peers print is no answer
work = write = answer = None

for line in sys.stdin:
    asked = json.loads(line)
    try:
        if 'open' in asked:
            about, work, write = peer.JOBS[asked['open']](asked)
            told = {'about': about}
        elif 'run' in asked:
            clock, processor = time.perf_counter(), time.process_time()
            answer = work()
            told = {'seconds': time.perf_counter() - clock, 'processorSeconds': time.process_time() - processor}
        else:
            write(answer, asked['write'])
            told = {}
    except Exception as error:
        told = {'error': f'{type(error).__name__}: {error}'}
    print(json.dumps(told), file=out, flush=True)
