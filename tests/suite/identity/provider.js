// An identity provider for the tests: oidc-provider with its own sign-in pages, one client and made-up people.
// Prints its address when it listens. Arguments: where people are sent back to.
const { default: Provider } = await import(process.env.FIELDLORE_OIDC_PROVIDER);
const { createServer } = await import('node:http');

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'kb',
      client_secret: 'a secret of these tests',
      redirect_uris: [process.argv.at(-1)],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    }],
    claims: { openid: ['sub'], profile: ['name', 'groups'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['only for tests'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: `Person ${id}`, groups: id === 'lead' ? ['sales-leads'] : [] }),
    }),
  });
  server.on('request', provider.callback());
  console.log(`listening ${issuer}`);
});
