package org.postern.bench;

import java.io.IOException;
import java.util.List;

/**
 * Short sessions, as webmail makes one for each click: log in, select, list the last fifty messages, show one and mark it as
 * seen, log out.
 */
record WebmailScenario(Stock stock, Settings settings, int firstUser) implements Scenario {
    static final int CLIENTS = 8;

    private static final int PAGE = 50;
    private static final String ITEMS = "(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)";

    @Override
    public String name() {
        return "webmail";
    }

    @Override
    public List<Figure> figures() {
        return List.of(new Figure("webmail sessions, " + CLIENTS + " at once", Unit.PER_SECOND, 2));
    }

    @Override
    public void prepare(Server server) throws IOException {
        for (int i = 0; i < CLIENTS; i++) {
            stock.fill(server, Server.user(firstUser + i), settings.small());
        }
    }

    @Override
    public double[] measure(Server server) throws IOException {
        return new double[] {Crowd.perSecond(CLIENTS, settings.span(), n -> new Person(server, n))};
    }

    private final class Person implements Crowd.Worker {
        private final Server server;
        private final String user;
        private int clicks;

        Person(Server server, int number) {
            this.server = server;
            this.user = Server.user(firstUser + number);
        }

        @Override
        public void step() throws IOException {
            int last = settings.small();
            int shown = last - clicks++ % PAGE;
            try (ImapClient client = new ImapClient(server, user)) {
                client.run("SELECT INBOX");
                client.run("FETCH " + (last - PAGE + 1) + ":" + last + " " + ITEMS)
                        .requireFetches(PAGE);
                client.run("FETCH " + shown + " BODY.PEEK[]").requireFetches(1);
                client.run("STORE " + shown + (clicks / PAGE % 2 == 0 ? " +" : " -") + "FLAGS (\\Seen)");
                client.logout();
            }
        }
    }
}
