// Starts GraphiQL against this server. Queries go by POST, subscriptions by graphql-transport-ws
// with the headers of the tab as connection parameters. Nothing is stored but the editor's tabs.
(function () {
  'use strict';

  var address = new URL(window.location.href);
  var here = address.origin + address.pathname;
  var fragment = new URLSearchParams(address.hash.slice(1));
  var headers = {};
  if (fragment.get('token')) headers.Authorization = 'Bearer ' + fragment.get('token');
  if (fragment.get('post')) headers['Levelwise-Post'] = fragment.get('post');
  if (address.hash) {
    // The token leaves the address bar, so that it is neither bookmarked nor copied by accident.
    window.history.replaceState(null, '', address.pathname + address.search);
  }

  var post = window.GraphiQL.createFetcher({ url: here });

  function isSubscription(params, document) {
    var operations = ((document && document.definitions) || []).filter(function (node) {
      return node.kind === 'OperationDefinition';
    });
    var chosen = operations.filter(function (node) {
      return !params.operationName || (node.name && node.name.value === params.operationName);
    })[0];
    return Boolean(chosen) && chosen.operation === 'subscription';
  }

  function fetcher(params, options) {
    if (!isSubscription(params, options && options.documentAST)) return post(params, options);
    var client = window.graphqlWs.createClient({
      url: here.replace(/^http/, 'ws'),
      connectionParams: (options && options.headers) || {},
      retryAttempts: 3
    });
    return client.iterate(params);
  }

  var welcome = document.getElementById('welcome').textContent;
  var asked = address.searchParams.get('query') || address.searchParams.get('q');
  var props = {
    fetcher: fetcher,
    defaultQuery: welcome,
    isHeadersEditorEnabled: true,
    shouldPersistHeaders: false,
    defaultEditorToolsVisibility: 'headers',
    dangerouslyAssumeSchemaIsValid: true
  };
  if (asked) props.query = asked;
  if (address.searchParams.get('variables')) props.variables = address.searchParams.get('variables');
  if (Object.keys(headers).length) props.headers = JSON.stringify(headers, null, 2);

  var root = window.ReactDOM.createRoot(document.getElementById('graphiql'));
  root.render(window.React.createElement(window.GraphiQL, props));
})();
