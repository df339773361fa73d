package org.postern.bench;

import java.io.IOException;
import java.util.List;

/** SORT and THREAD of a large mailbox whose messages the server has listed before. */
record SortScenario(Stock stock, Settings settings, int user) implements Scenario {
    @Override
    public String name() {
        return "sort";
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("SORT (SUBJECT DATE)", Unit.MILLISECONDS),
                new Figure("SORT (REVERSE FROM)", Unit.MILLISECONDS),
                new Figure("THREAD REFERENCES", Unit.MILLISECONDS));
    }

    @Override
    public void prepare(Server server) throws IOException {
        stock.fill(server, Server.user(user), settings.messages());
    }

    @Override
    public double[] measure(Server server) throws IOException {
        try (ImapClient client = new ImapClient(server, Server.user(user))) {
            client.run("SELECT INBOX");
            return new double[] {
                time(client, "SORT (SUBJECT DATE)"),
                time(client, "SORT (REVERSE FROM)"),
                time(client, "THREAD REFERENCES")
            };
        }
    }

    private double time(ImapClient client, String command) throws IOException {
        long[] told = new long[1];
        double time = Stopwatch.milliseconds(() -> client.run(command + " UTF-8 ALL", line -> told[0] = numbers(line)));
        if (told[0] != settings.messages()) {
            throw new IOException(command + " told " + told[0] + " of " + settings.messages());
        }
        return time;
    }

    /** How many there are, between spaces or parentheses. */
    private static long numbers(String line) {
        long count = 0;
        for (int i = 1; i < line.length(); i++) {
            boolean begins = Character.isDigit(line.charAt(i)) && !Character.isDigit(line.charAt(i - 1));
            count += begins ? 1 : 0;
        }
        return count;
    }
}
