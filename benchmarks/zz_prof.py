import time, cProfile, pstats, json, statistics
from benchmarks.execute import *
def figures(tell, rounds):
    from apps.runtime.gateway import pipeline, committing
    from apps.runtime.gateway.pipeline import Request, answer
    with own_database():
        house = furnish(tell)
        bodies=[json.dumps({"inputs":d}).encode() for d in documents(300)]
        reqs=[Request("stationary-combustion", house.key, "application/json", b, "/x") for b in bodies]
        for r in reqs[:60]:
            a=answer(r); assert a.status==201, a.body
        one=committing._one_trip
        walls=[];cpus=[]
        def timed(g):
            w=time.perf_counter();c=time.thread_time()
            r=one(g)
            walls.append(time.perf_counter()-w);cpus.append(time.thread_time()-c)
            return r
        committing._one_trip=timed
        w=time.perf_counter();c=time.thread_time()
        for r in reqs: answer(r)
        w=time.perf_counter()-w;c=time.thread_time()-c
        print("per request wall ms", w/300*1e3, "cpu ms", c/300*1e3, "| one_trip wall", statistics.median(walls)*1e3, "cpu", statistics.mean(cpus)*1e3)
        from collections import Counter
        p=cProfile.Profile()
        p.enable()
        for r in reqs: answer(r)
        p.disable()
        pstats.Stats(p).strip_dirs().sort_stats("tottime").print_stats(45)
    return []
