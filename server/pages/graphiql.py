"""GraphiQL at GET /graphql, from our own files: it works with no internet at all."""

from starlette.types import Receive, Scope, Send

from server.pages.sending import filled, send_page, template

PAGE = template("graphiql.html")
WELCOME = """\
# Levelwise 层层抓落实
#
# 按 Ctrl-Enter 运行。
# 首页可以复制任一人员的令牌，放进下面的 Headers。
# Press Ctrl-Enter to run. The front page has
# a token of every person; put it into Headers:
#   {"Authorization": "Bearer …"}

query WhoAmI {
  viewer {
    name
    notice
    posts {
      title
      tenantName
      acting
    }
  }
}
"""


async def graphiql_page(scope: Scope, receive: Receive, send: Send) -> None:
    """Sends the page; what it asks of the server is an ordinary request like any other."""
    del receive
    await send_page(scope, send, filled(PAGE, {}, welcome=WELCOME))
