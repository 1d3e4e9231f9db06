import time, os
from server.backlog import Asked, take_in
from tests.demo.conftest import deployment_of
from tests.ledger.backlog import as_xlsx, many
from tests.ledger.conftest import *

async def test_speed(stage, tmp_path):
    f = as_xlsx(tmp_path/"b.xlsx", list(many(int(os.environ.get("N","1000")))))
    d = deployment_of(stage.database)
    import cProfile, pstats
    marks=[]
    t0=time.time()
    def prog(s,n,t): marks.append((time.time(),s,n))
    for what in ("first","second"):
        t=time.time()
        pr=cProfile.Profile(); 
        if os.environ.get("PROF"): pr.enable()
        r = await take_in(d, Asked(f,"520602001000","历史遗留","a1.task_force",register=True), progress=prog)
        if os.environ.get("PROF"):
            pr.disable(); pstats.Stats(pr).sort_stats("cumtime").print_stats(30)
        print(what, round(time.time()-t,2), r.lines()[-4:])
        print(round(t-t0,2), [(round(m[0]-t0,2), m[1], m[2]) for m in marks if m[2]%500==0])
        marks.clear()
    assert r.plan.empty
    import psycopg
    with psycopg.connect(stage.database.superuser_dsn) as c:
        t=time.time(); print(c.execute("select sum(cardinality(app.marks(title, array[1,2]))) from app.problem").fetchone(), time.time()-t)
        t=time.time(); print(c.execute("select sum(app.likeness(title, facts)) from app.problem").fetchone(), time.time()-t)
