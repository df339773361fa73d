package org.postern.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Works on shared mailboxes by UID; believes an answer and writes it into the book. */
final class ImapClient implements Client {
    static final List<String> MAILBOXES = List.of("INBOX", "Work");
    private static final Pattern VALIDITY = Pattern.compile("\\* OK \\[UIDVALIDITY (\\d+)].*");
    private static final Pattern UID = Pattern.compile("[( ]UID (\\d+)");
    private static final Pattern SUBJECT = Pattern.compile("Subject: (\\S+)");

    private record Row(long uid, String name) {}

    private final Line line;
    private final Book book;
    private final Random random;
    private String mailbox = "";
    private String validity = "";

    ImapClient(int port, Book book, Random random) throws IOException {
        this.line = new Line(port);
        this.book = book;
        this.random = random;
        line.read();
        ok("LOGIN " + ServerLoadTest.USER + " " + ServerLoadTest.PASSWORD);
        select();
    }

    private List<String> ok(String command) throws IOException {
        List<String> all = line.imap(command);
        assertThat(all.get(all.size() - 1)).as(command).startsWith("OK");
        return all;
    }

    private void select() throws IOException {
        mailbox = MAILBOXES.get(random.nextInt(MAILBOXES.size()));
        for (String response : ok("SELECT " + mailbox)) {
            Matcher m = VALIDITY.matcher(response);
            validity = m.matches() ? m.group(1) : validity;
        }
    }

    @Override
    public void step() throws IOException {
        switch (random.nextInt(10)) {
            case 0 -> select();
            case 1 -> append();
            case 2 -> ok("NOOP");
            case 3 -> ok("STATUS " + MAILBOXES.get(random.nextInt(2)) + " (MESSAGES UIDNEXT UNSEEN SIZE)");
            default -> work();
        }
    }

    private void append() throws IOException {
        String name = book.newName(random);
        String octets = Book.message(name);
        ok("APPEND " + MAILBOXES.get(random.nextInt(2)) + " {" + octets.length() + "+}\r\n" + octets);
        book.placed(name);
        book.did("append");
    }

    private List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String response : ok("UID FETCH 1:* (UID BODY.PEEK[HEADER.FIELDS (SUBJECT)])")) {
            Matcher uid = UID.matcher(response);
            Matcher subject = SUBJECT.matcher(response);
            if (uid.find() && subject.find()) {
                Row row = new Row(Long.parseLong(uid.group(1)), subject.group(1));
                book.saw(mailbox, validity, row.uid(), row.name());
                rows.add(row);
            }
        }
        return rows;
    }

    private void work() throws IOException {
        List<Row> rows = rows();
        for (int i = 0; i < 5 && !rows.isEmpty(); i++) {
            Row row = rows.remove(random.nextInt(rows.size()));
            switch (random.nextInt(6)) {
                case 0 -> mark(row);
                case 1 -> move(row);
                case 2 -> read(row);
                default -> spoil(row);
            }
        }
    }

    private void mark(Row row) throws IOException {
        for (String response : ok("UID STORE " + row.uid() + " +FLAGS (" + Book.MARK + ")")) {
            Matcher uid = UID.matcher(response);
            if (uid.find() && uid.group(1).equals(Long.toString(row.uid())) && response.contains(Book.MARK)) {
                book.marked(row.name());
                book.did("mark");
            }
        }
    }

    private void move(Row row) throws IOException {
        ok("UID MOVE " + row.uid() + " " + MAILBOXES.get(random.nextInt(2)));
        book.did("move");
    }

    private void read(Row row) throws IOException {
        for (String response : ok("UID FETCH " + row.uid() + " (UID BODY[])")) {
            if (response.contains("BODY[]")) {
                assertThat(response).contains(Book.message(row.name()));
                book.did("fetch");
            }
        }
    }

    /** Junk is copied and expunged; expunging is by UID, so that another's \Deleted is never taken along. */
    private void spoil(Row row) throws IOException {
        if (!Book.isJunk(row.name())) {
            return;
        }
        if (random.nextInt(4) == 0) {
            ok("UID COPY " + row.uid() + " " + MAILBOXES.get(random.nextInt(2)));
            book.did("copy");
        } else {
            ok("UID STORE " + row.uid() + " +FLAGS.SILENT (\\Deleted)");
            ok("UID EXPUNGE " + row.uid());
            book.did("expunge");
        }
    }

    @Override
    public void close() throws IOException {
        line.imap("LOGOUT");
        line.close();
    }
}
