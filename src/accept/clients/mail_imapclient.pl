# Mail::IMAPClient: port, user, password. Dies at the first thing that is not as it must be; prints "done" at last.
use strict;
use warnings;
use Mail::IMAPClient;

my ($port, $user, $password) = @ARGV;
my @options = (
    Server => '127.0.0.1', Port => $port, User => $user, Password => $password,
    Uid => 1, Peek => 1, Timeout => 20, Starttls => [SSL_verify_mode => 0],
);
my $imap = Mail::IMAPClient->new(@options) or die "login: $@";

# the prototypes ask for scalars: a list as a reference
sub must($$) { my ($value, $what) = @_; defined $value or die "$what: " . ($imap->LastError // '?') . "\n"; return $value }

sub same($$$) {
    my ($is, $should, $what) = @_;
    $_ = ref $_ ? join('|', sort @$_) : $_ for $is, $should;
    $is eq $should or die "$what: expected $should, got $is\n";
}

sub mail {
    my ($subject, $body) = @_;
    return join "\r\n", 'From: "A, B" <a@example.net>', 'To: alice@example.org', "Subject: $subject",
        'Date: Fri, 20 Nov 2026 10:00:00 +0000', "Message-ID: <$subject\@example.net>", '', $body, '';
}

# folders: a name with a quote and a backslash, one beyond ASCII in modified UTF-7, a tree
for my $folder ('a "b" \\c', 'Entw&APw-rfe', 'Deep', 'Deep/er', 'Deep/er/est') {
    must($imap->create($folder), "create $folder");
    must($imap->exists($folder), "exists $folder");
    must($imap->subscribe($folder), "subscribe $folder");
}
same([grep { !/^(INBOX|Archive|Drafts|Junk|Sent|Trash)$/ } @{ must($imap->folders, 'folders') }],
    ['a "b" \\c', 'Entw&APw-rfe', 'Deep', 'Deep/er', 'Deep/er/est'], 'folders');
must($imap->rename('Deep', 'Low'), 'rename');
same([grep { /^Low/ } @{ $imap->folders }], ['Low', 'Low/er', 'Low/er/est'], 'folders after RENAME');
must($imap->delete('Low/er/est'), 'delete');
must($imap->unsubscribe('Deep'), 'unsubscribe');
same([grep { /Deep$/ } @{ must($imap->subscribed, 'subscribed') }], [], 'subscriptions');

# messages
must($imap->select('Entw&APw-rfe'), 'select');
my @uids = map { must($imap->append_string('Entw&APw-rfe', mail("s$_", "body $_ " . 'x' x (1000 * $_)), '\\Seen',
    "2$_-Nov-2026 10:00:00 +0000"), 'append') } 1 .. 5;
same(\@uids, [1 .. 5], 'APPENDUID');
same(must($imap->message_count, 'message_count'), 5, 'message_count');
same(must($imap->message_string(2), 'message_string'), mail('s2', 'body 2 ' . 'x' x 2000), 'the message comes back');
same($imap->size(3), length mail('s3', 'body 3 ' . 'x' x 3000), 'size');
same($imap->get_header(1, 'Message-ID'), '<s1@example.net>', 'get_header');
same($imap->parse_headers([4], 'Subject')->{4}{Subject}[0], 's4', 'parse_headers');
same($imap->internaldate(5), '25-Nov-2026 10:00:00 +0000', 'internaldate');
my $envelope = must($imap->get_envelope(1), 'get_envelope');
same($envelope->subject, 's1', 'subject of the envelope');
same(($envelope->from_addresses)[0], 'A, B <a@example.net>', 'from of the envelope');
same(must($imap->get_bodystructure(1), 'get_bodystructure')->bodytype, 'TEXT', 'type of the structure');
my $rows = must($imap->fetch_hash('FLAGS', 'RFC822.SIZE', 'INTERNALDATE', 'ENVELOPE'), 'fetch_hash');
same([keys %$rows], [1 .. 5], 'uids of fetch_hash');
same($rows->{2}{FLAGS}, '\\Seen \\Recent', 'FLAGS in fetch_hash');

# search, flags
same(must($imap->search('SUBJECT', \'s3'), 'search'), [3], 'SEARCH SUBJECT');
same(must($imap->search('LARGER', 3500, 'NOT', 'BODY', 'body 5'), 'search'), [4], 'SEARCH LARGER NOT BODY');
same(must($imap->sentsince('20-Nov-2026'), 'sentsince'), [1 .. 5], 'SENTSINCE');
must($imap->set_flag('Flagged', 1, 2), 'set_flag');
must($imap->unset_flag('Seen', 1), 'unset_flag');
must($imap->store('3', '+FLAGS', '($Label1)'), 'store a keyword');
same(must($imap->search('FLAGGED'), 'search'), [1, 2], 'FLAGGED');
same(must($imap->unseen, 'unseen'), [1], 'unseen');
same($imap->unseen_count, 1, 'unseen_count');
same(must($imap->search('KEYWORD', '$Label1'), 'search'), [3], 'KEYWORD');

# copy, move, delete
same([split /,/, must($imap->copy('Archive', 1, 2), 'copy')], [1, 2], 'COPYUID');
must($imap->move('Archive', 3), 'move');
must($imap->delete_message(4), 'delete_message');
must($imap->uidexpunge('3:4'), 'uidexpunge'); # its move is COPY and STORE
same(must($imap->messages, 'messages'), [1, 2, 5], 'messages after MOVE and EXPUNGE');
same(must($imap->status('Archive', 'MESSAGES', 'UIDNEXT'), 'status')->[1] =~ /MESSAGES 3 UIDNEXT 4/ ? 1 : 0, 1, 'STATUS');

# quota, namespace, idle
must($imap->has_capability($_), $_) for qw(IDLE UIDPLUS MOVE QUOTA NAMESPACE CONDSTORE ESEARCH);
same(join('', @{ must($imap->getquotaroot('INBOX'), 'getquotaroot') }) =~ /STORAGE \d+ \d+/ ? 1 : 0, 1, 'GETQUOTAROOT');
same($imap->separator, '/', 'separator');
must($imap->select('INBOX'), 'select');
my $tag = must($imap->idle, 'idle');
my $other = Mail::IMAPClient->new(@options) or die "second login: $@";
$other->append_string('INBOX', mail('told', 'in IDLE')) or die 'append by another';
my $told = must($imap->idle_data(10), 'idle_data');
same(join('', @$told) =~ /\* 1 EXISTS/ ? 1 : 0, 1, 'IDLE tells what came: ' . join('', @$told));
must($imap->done($tag), 'done');
same(must($imap->messages, 'messages'), [1], 'messages after IDLE');

must($imap->select('Archive'), 'select');
same(join(' ', @{ must($imap->sort('REVERSE SUBJECT', 'UTF-8', 'ALL'), 'sort') }), '3 2 1', 'SORT');
same(join(' ', map { scalar @$_ } @{ must($imap->thread('REFERENCES', 'UTF-8', 'ALL'), 'thread') }), '1 1 1', 'THREAD');
if ($imap->has_capability('COMPRESS=DEFLATE')) {
    must($other->compress, 'compress');
    $other->select('Archive') or die 'select';
    same($other->message_string(2), mail('s2', 'body 2 ' . 'x' x 2000), 'the message comes back compressed');
    print "compressed\n";
}
$other->logout or die 'logout';
must($imap->logout, 'logout');
print "done\n";
