package org.postern.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sessions of as many users that have selected their INBOX and wait in IDLE: what each costs, and how long after the last octet
 * of a message has been sent by LMTP its recipient's session says EXISTS. The server is started for it; some users have been
 * there before memory is first looked at, so that what any server needs once is not counted.
 */
record IdleScenario(Stock stock, Settings settings, int firstUser) implements Scenario {
    private static final int EARLIER = 200;
    private static final int OPENERS = 8;
    private static final int NOTIFIED = 40;

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public Rounds rounds() {
        return Rounds.ONCE;
    }

    @Override
    public List<Figure> figures() {
        String of = settings.idle() + " in IDLE: ";
        return List.of(
                new Figure(of + "memory of each (RSS)", Unit.KIBIBYTES, 10),
                new Figure(of + "memory of each (PSS)", Unit.KIBIBYTES, 10),
                new Figure(of + "live heap of each", Unit.KIBIBYTES),
                new Figure(of + "delivered to notified, median", Unit.MILLISECONDS),
                new Figure(of + "delivered to notified, p95", Unit.MILLISECONDS),
                new Figure("resident (RSS) after they have gone", Unit.MEBIBYTES, 0));
    }

    @Override
    public double[] measure(Server server) throws IOException {
        server.stop();
        server.start();
        closeAll(open(server, EARLIER));
        double heapBefore = server.liveHeap();
        Processes.Memory before = Processes.memory(server.pid());
        List<ImapClient> idle = open(server, settings.idle());
        double[] delays;
        Processes.Memory each;
        double heap;
        try {
            each = Processes.memory(server.pid()).minus(before);
            delays = delays(server, idle);
            heap = (server.liveHeap() - heapBefore) / settings.idle();
        } finally {
            closeAll(idle);
        }
        return new double[] {
            each.rss() / settings.idle(),
            each.pss() / settings.idle(),
            heap,
            Table.percentile(50, delays),
            Table.percentile(95, delays),
            Processes.memory(server.pid()).rss() / 1024
        };
    }

    private List<ImapClient> open(Server server, int count) throws IOException {
        ExecutorService openers = Executors.newFixedThreadPool(OPENERS);
        try {
            List<Future<ImapClient>> opening = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String user = Server.user(firstUser + i);
                opening.add(openers.submit(() -> {
                    ImapClient client = new ImapClient(server, user);
                    client.run("SELECT INBOX");
                    client.idle();
                    return client;
                }));
            }
            List<ImapClient> opened = new ArrayList<>();
            for (Future<ImapClient> client : opening) {
                opened.add(get(client));
            }
            return opened;
        } finally {
            openers.shutdownNow();
        }
    }

    private double[] delays(Server server, List<ImapClient> idle) throws IOException {
        int step = Math.max(1, idle.size() / NOTIFIED);
        List<Double> delays = new ArrayList<>();
        ExecutorService listener = Executors.newSingleThreadExecutor();
        try (LmtpClient agent = new LmtpClient(server)) {
            for (int i = 0; i < idle.size(); i += step) {
                ImapClient waiting = idle.get(i);
                agent.begin(Server.user(firstUser + i));
                Future<Long> noticed = listener.submit(() -> {
                    waiting.awaitExists();
                    return System.nanoTime();
                });
                long sent = System.nanoTime();
                agent.finish(stock.sample(i));
                delays.add((get(noticed) - sent) / 1e6);
            }
        } finally {
            listener.shutdownNow();
        }
        return delays.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void closeAll(List<ImapClient> clients) throws IOException {
        for (ImapClient client : clients) {
            client.close();
        }
    }

    private static <T> T get(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IOException(e);
        }
    }
}
