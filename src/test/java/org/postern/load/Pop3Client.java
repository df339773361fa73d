package org.postern.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;

/** Logs in, reads a few messages, deletes junk, quits; waits its turn while another has the maildrop. */
final class Pop3Client implements Client {
    private final int port;
    private final Book book;
    private final Random random;

    Pop3Client(int port, Book book, Random random) {
        this.port = port;
        this.book = book;
        this.random = random;
    }

    @Override
    public void step() throws IOException {
        try (Line line = new Line(port)) {
            assertThat(line.read()).startsWith("+OK");
            assertThat(line.ask("USER " + ServerLoadTest.USER)).startsWith("+OK");
            String login = line.ask("PASS " + ServerLoadTest.PASSWORD);
            if (login.startsWith("-ERR [IN-USE]")) {
                book.did("find the maildrop in use");
                return;
            }
            assertThat(login).startsWith("+OK");
            int messages = Integer.parseInt(line.ask("STAT").split(" ", -1)[1]);
            for (int i = 0; i < Math.min(4, messages); i++) {
                readOne(line, 1 + random.nextInt(messages));
            }
            assertThat(line.ask("QUIT")).matches("\\+OK.*|-ERR.*");
        }
    }

    private void readOne(Line line, int number) throws IOException {
        String status = line.ask("RETR " + number);
        if (!status.startsWith("+OK")) {
            return; // deleted here, or by another client meanwhile
        }
        String name = "";
        for (String text = line.read(); !text.equals("."); text = line.read()) {
            name = text.startsWith("Subject: ") ? text.substring(9) : name;
        }
        assertThat(name).matches("(junk|keep)-\\d+");
        book.did("retrieve");
        if (Book.isJunk(name) && random.nextInt(4) == 0) {
            assertThat(line.ask("DELE " + number)).startsWith("+OK");
            book.did("delete by POP3");
        }
    }

    @Override
    public void close() {
        // each step has a connection of its own
    }
}
