package org.postern.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps count by what it is told while it idles, as RFC 9051 7.4.1 and 7.5.1 have it, and is never told wrong. */
final class IdleClient implements Client {
    private static final Pattern COUNT = Pattern.compile("\\* (\\d+) (EXISTS|EXPUNGE|FETCH).*", Pattern.DOTALL);

    private final Line line;
    private final Book book;
    private int messages;

    IdleClient(int port, Book book) throws IOException {
        this.line = new Line(port);
        this.book = book;
        line.read();
        line.imap("LOGIN " + ServerLoadTest.USER + " " + ServerLoadTest.PASSWORD);
        line.imap("SELECT INBOX").forEach(this::hear);
    }

    @Override
    public void step() throws IOException {
        line.idle().forEach(this::hear);
        book.did("wake from IDLE");
        List<String> answers = new ArrayList<>(line.imap("UID SEARCH RETURN (COUNT) ALL"));
        answers.forEach(this::hear);
        assertThat(answers).anyMatch(a -> a.startsWith("* ESEARCH"));
    }

    private void hear(String response) {
        Matcher m = COUNT.matcher(response);
        if (m.matches()) {
            int n = Integer.parseInt(m.group(1));
            switch (m.group(2)) {
                case "EXISTS" -> {
                    assertThat(n).as("EXISTS never shrinks").isGreaterThanOrEqualTo(messages);
                    messages = n;
                }
                case "EXPUNGE" -> {
                    assertThat(n).as("EXPUNGE of what is there").isBetween(1, messages);
                    messages--;
                }
                default -> assertThat(n).as("FETCH of what is there").isBetween(1, messages);
            }
        }
    }

    @Override
    public void close() throws IOException {
        line.close();
    }
}
