package org.postern.bench;

import java.io.IOException;
import java.util.List;

/** Clients that connect, log in and log out again. */
record LoginScenario(Settings settings, int firstUser) implements Scenario {
    static final int CLIENTS = 8;

    @Override
    public String name() {
        return "login";
    }

    @Override
    public List<Figure> figures() {
        return List.of(new Figure("login, " + CLIENTS + " at once", Unit.PER_SECOND, 2));
    }

    @Override
    public double[] measure(Server server) throws IOException {
        return new double[] {
            Crowd.perSecond(CLIENTS, settings.span(), n -> () -> session(server, Server.user(firstUser + n)))
        };
    }

    private static void session(Server server, String user) throws IOException {
        try (ImapClient client = new ImapClient(server, user)) {
            client.logout();
        }
    }
}
