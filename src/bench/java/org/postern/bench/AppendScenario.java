package org.postern.bench;

import java.io.IOException;
import java.util.List;

/** IMAP sessions that APPEND one message after the other to the same mailbox. */
record AppendScenario(Stock stock, Settings settings, int connections, int user) implements Scenario {
    @Override
    public String name() {
        return "append-" + connections;
    }

    @Override
    public List<Figure> figures() {
        double target = connections == 1 ? 1 : 2;
        return List.of(new Figure("APPEND by " + connections + " to one mailbox", Unit.PER_SECOND, target));
    }

    @Override
    public double[] measure(Server server) throws IOException {
        return new double[] {Crowd.perSecond(connections, settings.span(), n -> new Author(server, n))};
    }

    private final class Author implements Crowd.Worker {
        private final ImapClient client;
        private int sent;

        Author(Server server, int number) throws IOException {
            this.client = new ImapClient(server, Server.user(user));
            this.sent = number * 37;
        }

        @Override
        public void step() throws IOException {
            client.append("INBOX", List.of(new Upload("(\\Seen)", stock.sample(sent++))));
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }
}
