// imapflow: what it is told in the environment (PORT, CA, NAME, PASSWORD); rejects at the first thing that is not as it must be.
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const { ImapFlow } = require('imapflow');

const DEADLINE = 15000; // milliseconds for what the server has to tell by itself
const opened = [];

async function open(more = {}) {
    const client = new ImapFlow({
        host: '127.0.0.1',
        port: Number(process.env.PORT),
        secure: true,
        tls: { ca: fs.readFileSync(process.env.CA) },
        auth: { user: process.env.NAME, pass: process.env.PASSWORD },
        logger: false,
        ...more
    });
    opened.push(client);
    await client.connect();
    return client;
}

// The next event of that name; asked for before it is caused.
function told(client, name) {
    return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`no ${name} within ${DEADLINE} ms`)), DEADLINE);
        client.once(name, event => {
            clearTimeout(late);
            resolve(event);
        });
    });
}

function mail(subject, body = 'A body.') {
    return [
        'From: =?utf-8?q?J=C3=BCrgen?= <juergen@example.net>',
        'To: alice@example.org',
        `Subject: ${subject}`,
        'Date: Fri, 20 Nov 2026 10:00:00 +0000',
        `Message-ID: <${subject.replace(/\W/g, '-')}@example.net>`,
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        `${body} Caf=C3=A9.`,
        '--b',
        'Content-Type: application/octet-stream',
        'Content-Disposition: attachment; filename="data.bin"',
        'Content-Transfer-Encoding: base64',
        '',
        'AAECAwQFBgcICQ==',
        '--b--',
        ''
    ].join('\r\n');
}

async function uids(client, query) {
    return (await client.search(query, { uid: true })).join(' ');
}

async function folders(client) {
    const listed = await client.list({ statusQuery: { messages: true, uidNext: true, unseen: true } });
    const use = Object.fromEntries(listed.filter(f => f.specialUse).map(f => [f.path, f.specialUse]));
    assert.deepEqual(use, {
        INBOX: '\\Inbox', Archive: '\\Archive', Drafts: '\\Drafts', Junk: '\\Junk', Sent: '\\Sent', Trash: '\\Trash'
    });
    assert.ok(listed.every(f => f.status.messages === 0), 'LIST-STATUS');

    assert.equal((await client.mailboxCreate(['Projekte', 'Größe & Maß'])).path, 'Projekte/Größe & Maß');
    await client.mailboxCreate('Old');
    assert.equal((await client.mailboxRename('Old', 'New')).newPath, 'New');
    await client.mailboxSubscribe('New');
    const names = (await client.list()).map(f => f.path);
    assert.ok(names.includes('Projekte/Größe & Maß') && names.includes('New') && !names.includes('Old'), names.join());
    assert.equal((await client.list()).find(f => f.path === 'New').subscribed, true);
    assert.equal((await client.mailboxDelete('New')).path, 'New');
    await assert.rejects(client.mailboxOpen('New'), error => error.serverResponseCode === 'NONEXISTENT');
    const tree = await client.listTree();
    assert.ok(tree.folders.find(f => f.path === 'Projekte').folders.length === 1, 'a tree of folders');
}

async function messages(client) {
    const box = await client.mailboxOpen('INBOX');
    assert.equal(box.exists, 0);
    for (let n = 1; n <= 6; n++) {
        const exists = told(client, 'exists');
        const done = await client.append('INBOX', mail(`number ${n}`), n < 3 ? ['\\Seen'] : [], new Date(Date.UTC(2026, 10, n)));
        assert.equal(done.uid, n);
        assert.equal(done.uidValidity, box.uidValidity);
        assert.equal((await exists).count, n);
    }
    const rows = [];
    for await (const row of client.fetch('1:*', { uid: true, flags: true, envelope: true, internalDate: true, size: true, headers: ['subject'] })) {
        rows.push(row);
    }
    assert.deepEqual(rows.map(r => r.uid), [1, 2, 3, 4, 5, 6]);
    assert.deepEqual(rows.map(r => r.envelope.subject), [1, 2, 3, 4, 5, 6].map(n => `number ${n}`));
    assert.deepEqual(rows[0].envelope.from, [{ name: 'Jürgen', address: 'juergen@example.net' }]);
    assert.equal(rows[2].internalDate.toISOString(), '2026-11-03T00:00:00.000Z');
    assert.equal(rows[3].size, mail('number 4').length);
    assert.match(rows[4].headers.toString(), /^Subject: number 5\r\n/);
    assert.ok(rows[0].flags.has('\\Seen') && !rows[5].flags.has('\\Seen'));
    assert.ok(rows.every(r => typeof r.modseq === 'bigint'), 'MODSEQ with each row');

    const whole = await client.fetchOne('2', { source: true, bodyStructure: true }, { uid: true });
    assert.equal(whole.source.toString(), mail('number 2'));
    assert.deepEqual(whole.bodyStructure.childNodes.map(n => n.type), ['text/plain', 'application/octet-stream']);
    const text = await client.download('2', '1', { uid: true });
    assert.equal(await collect(text.content), 'A body. Café.');
    const attachment = await client.download('2', '2', { uid: true });
    assert.equal(attachment.meta.filename, 'data.bin');
    assert.equal(await collect(attachment.content, 'hex'), '00010203040506070809');
}

async function collect(stream, encoding = 'utf8') {
    const chunks = [];
    for await (const chunk of stream) {
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString(encoding);
}

async function searches(client) {
    assert.equal(await uids(client, { seen: true }), '1 2');
    assert.equal(await uids(client, { subject: 'number 3' }), '3');
    assert.equal(await uids(client, { or: [{ subject: 'number 3' }, { uid: '5:*' }] }), '3 5 6');
    assert.equal(await uids(client, { since: '2026-11-03', before: '2026-11-05' }), '3 4');
    assert.equal(await uids(client, { from: 'jürgen', not: { seen: true } }), '3 4 5 6');
    assert.equal(await uids(client, { body: 'café', larger: 100 }), '1 2 3 4 5 6');
    assert.equal(await uids(client, { header: { 'message-id': 'number-6@' } }), '6');
}

async function flags(client) {
    assert.equal(await client.messageFlagsAdd('3,4', ['\\Flagged', '$Work'], { uid: true }), true);
    assert.equal(await client.messageFlagsRemove('1', ['\\Seen'], { uid: true }), true);
    assert.equal(await client.messageFlagsSet('6', ['\\Answered'], { uid: true }), true);
    assert.equal(await uids(client, { flagged: true }), '3 4');
    assert.equal(await uids(client, { keyword: '$Work' }), '3 4');
    assert.equal(await uids(client, { seen: true }), '2');
    assert.equal(await uids(client, { answered: true }), '6');
}

async function moves(client) {
    const copied = await client.messageCopy('1:2', 'Archive', { uid: true });
    assert.deepEqual([...copied.uidMap], [[1, 1], [2, 2]]);
    const moved = await client.messageMove('3:4', 'Projekte/Größe & Maß', { uid: true });
    assert.deepEqual([...moved.uidMap], [[3, 1], [4, 2]]);
    assert.equal(await client.messageDelete('6', { uid: true }), true);
    assert.equal(await uids(client, { all: true }), '1 2 5');
    const status = await client.status('Projekte/Größe & Maß', { messages: true, uidNext: true, unseen: true, highestModseq: true });
    assert.equal(status.messages, 2);
    assert.equal(status.uidNext, 3);
    assert.equal(status.unseen, 2);
    assert.ok(status.highestModseq > 0n);
}

async function quota(client) {
    const quota = await client.getQuota('INBOX');
    assert.equal(quota.storage.limit, 10 * 1024 * 1024);
    assert.ok(quota.storage.usage > 0, 'storage in use');
}

// One waits in IDLE and is told what another does; imapflow enters IDLE by itself, here it is asked to.
async function idles(watcher, actor) {
    await watcher.mailboxOpen('INBOX');
    await actor.mailboxOpen('INBOX');
    const waiting = watcher.idle();
    for (let n = 0; n < 3; n++) {
        const exists = told(watcher, 'exists');
        await actor.append('INBOX', mail(`idle ${n}`));
        assert.equal((await exists).count, 4 + n);
    }
    const flagged = told(watcher, 'flags');
    await actor.messageFlagsAdd('5', ['\\Flagged'], { uid: true });
    const event = await flagged;
    assert.ok(event.uid === 5 && event.flags.has('\\Flagged') && event.modseq > 0n, 'FETCH in IDLE with UID and MODSEQ');
    const gone = told(watcher, 'expunge');
    await actor.messageDelete('2', { uid: true });
    assert.deepEqual((({ uid, vanished, earlier }) => ({ uid, vanished, earlier }))(await gone), { uid: 2, vanished: true, earlier: false });
    await watcher.noop();
    await waiting;
}

// One goes away, knowing the mailbox as it is; when it returns it is told that alone which has changed.
async function resyncs(actor) {
    const before = await actor.mailboxOpen('INBOX');
    const known = { changedSince: before.highestModseq, uidValidity: before.uidValidity };
    await actor.messageDelete('7', { uid: true });
    await actor.messageFlagsAdd('8', ['\\Seen'], { uid: true });
    const client = await open({ qresync: true });
    const changed = [], vanished = [];
    client.on('flags', event => changed.push(event));
    client.on('expunge', event => vanished.push(event));
    const box = await client.mailboxOpen('INBOX', known);
    assert.equal(box.qresync, true);
    assert.deepEqual(changed.map(e => e.uid), [8]);
    assert.ok(changed[0].flags.has('\\Seen'));
    assert.deepEqual(vanished.map(e => [e.uid, e.vanished, e.earlier]), [[7, true, true]]);
    const rows = await client.fetchAll('1:*', { uid: true, flags: true }, { uid: true, changedSince: known.changedSince });
    assert.deepEqual(rows.map(r => r.uid), [8]);
    const stale = await client.mailboxOpen('INBOX', { changedSince: 1n, uidValidity: before.uidValidity + 1n });
    assert.equal(stale.qresync, false);
}

async function main() {
    const client = await open({ qresync: true });
    for (const word of ['IMAP4rev1', 'IDLE', 'UIDPLUS', 'MOVE', 'CONDSTORE', 'QRESYNC', 'QUOTA', 'SPECIAL-USE', 'LIST-STATUS', 'ENABLE']) {
        assert.ok(client.capabilities.has(word), word);
    }
    assert.ok(client.enabled.has('QRESYNC') && client.enabled.has('CONDSTORE'), 'ENABLE');
    assert.equal(client.serverInfo.name, 'Postern');
    await folders(client);
    await messages(client);
    await searches(client);
    await flags(client);
    await moves(client);
    await quota(client);
    const actor = await open();
    await idles(client, actor);
    await resyncs(actor);
    await Promise.all(opened.map(c => c.logout()));
    console.log('done');
}

main().catch(error => {
    console.error(error);
    opened.forEach(c => c.close());
    process.exit(1);
});
