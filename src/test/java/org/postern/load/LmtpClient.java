package org.postern.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;

/** Delivers, one message after another over one connection. */
final class LmtpClient implements Client {
    private final Line line;
    private final Book book;
    private final Random random;

    LmtpClient(int port, Book book, Random random) throws IOException {
        this.line = new Line(port);
        this.book = book;
        this.random = random;
        assertThat(line.read()).startsWith("220 ");
        String reply = line.ask("LHLO load.example");
        while (reply.startsWith("250-")) {
            reply = line.read();
        }
    }

    @Override
    public void step() throws IOException {
        String name = book.newName(random);
        line.send("MAIL FROM:<>\r\nRCPT TO:<" + ServerLoadTest.USER + ">\r\nDATA\r\n");
        assertThat(line.read()).startsWith("250 ");
        assertThat(line.read()).startsWith("250 ");
        assertThat(line.read()).startsWith("354 ");
        assertThat(line.ask(Book.message(name) + ".")).startsWith("250 ");
        book.placed(name);
        book.did("deliver");
    }

    @Override
    public void close() throws IOException {
        line.close();
    }
}
