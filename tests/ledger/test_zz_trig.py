import psycopg, uuid
from tests.demo.conftest import deployment_of
from server.backlog import Asked, take_in
from tests.ledger.backlog import as_xlsx, many
from tests.ledger.conftest import *
async def test_trig(stage, tmp_path):
    f = as_xlsx(tmp_path/"b.xlsx", list(many(3000)))
    await take_in(deployment_of(stage.database), Asked(f,"520602001000","历史遗留","a1.task_force",register=True))
    with psycopg.connect(stage.database.superuser_dsn) as c:
        c.execute("create temp table p as select * from app.problem limit 500"); c.execute("update p set id=gen_random_uuid()")
        for l in c.execute("explain (analyze, timing on) insert into app.problem select * from p").fetchall(): print(l[0])
        c.execute("create temp table h as select * from app.happening limit 500"); c.execute("update h set id=gen_random_uuid()")
        for l in c.execute("explain (analyze) insert into app.happening select * from h").fetchall(): print(l[0])
        c.execute("create temp table ci as select * from app.campaign_item limit 500"); c.execute("update ci set id=gen_random_uuid(), problem_id=p.id from (select id, row_number() over () n from p) p, (select id i2, row_number() over () n from ci) x where x.n=p.n and ci.id=x.i2")
        for l in c.execute("explain (analyze) insert into app.campaign_item select * from ci").fetchall(): print(l[0])
        c.execute("create temp table o as select * from app.outbox limit 500"); c.execute("update o set id=gen_random_uuid()")
        for l in c.execute("explain (analyze) insert into app.outbox select * from o").fetchall(): print(l[0])
