package org.postern.transcript;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of one script. The script calls its domain "localhost"; on the wire it is one of the run's own, of the same
 * length, so that runs on one server do not meet.
 */
final class Conversation implements AutoCloseable {
    private static final String WRITTEN_DOMAIN = "localhost";
    static final String PASSWORD = "secret";

    private final Transcript script;
    private final Variant variant;
    private final TranscriptServer server;
    private final Fixtures fixtures;
    private final String domain;
    private final InetAddress address;
    private final Bindings bindings = new Bindings();
    private final Journal journal = new Journal();
    private final Map<Character, Peer> peers = new LinkedHashMap<>();
    private final Map<Character, Protocol> protocols = new LinkedHashMap<>();

    /** {@code number}: below 100 million and never used twice on one server. */
    Conversation(Transcript script, Variant variant, TranscriptServer server, Fixtures fixtures, int number) {
        this.script = script;
        this.variant = variant;
        this.server = server;
        this.fixtures = fixtures;
        this.domain = domain(number);
        this.address = clientAddress(number);
    }

    /** As long as "localhost", so that literals keep their size. */
    static String domain(int number) {
        return String.format("r%08d", number);
    }

    /** With the domain of a run where the script writes its own. */
    static String onTheWire(String text, int number) {
        return text.replace(WRITTEN_DOMAIN, domain(number));
    }

    /** Every run comes from an address of its own on the loopback: who fails to log in must not slow the others. */
    private static InetAddress clientAddress(int number) {
        byte[] octets = {127, (byte) (1 + number / 62_500), (byte) (number / 250 % 250), (byte) (1 + number % 250)};
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // four octets are an address
        }
    }

    Journal journal() {
        return journal;
    }

    /** Throws an AssertionError that shows script and conversation when they differ. */
    void run() throws IOException {
        for (Transcript.Preloaded box : script.mailboxes()) {
            for (Fixtures.Message message : fixtures.messages(box.fixture())) {
                server.append(box.user() + "@" + domain, box.mailbox(), message);
            }
        }
        for (Transcript.Session session : script.sessions()) {
            protocols.put(session.letter(), session.protocol());
            peers.put(
                    session.letter(), new Opening(session.protocol(), variant, domain, address).open(server, session));
        }
        List<Step> steps = script.steps();
        int next = 0;
        while (next < steps.size()) {
            next = turn(steps, next, variant.cut() == Cut.PACKET ? endOfPacket(steps, next) : next + 1);
        }
    }

    /** As many steps as need no answer of the server before the last of their sending. */
    private int endOfPacket(List<Step> steps, int from) {
        Step first = steps.get(from);
        int to = from + 1;
        if (!first.sends() || waits(first)) {
            return to;
        }
        while (to < steps.size()) {
            Step step = steps.get(to);
            boolean apart = step.session() != first.session()
                    || step.kind() == Step.Kind.CHANGES
                    || (step.sends() && (waits(step) || bindings.isOpen(step.text())))
                    || steps.get(to - 1).isContinuation();
            if (apart) {
                return to;
            }
            to++;
        }
        return to;
    }

    private boolean waits(Step step) {
        return macros(step).sent(step.text()).stream().anyMatch(p -> p.kind() == Macros.Part.Kind.AWAIT);
    }

    /** Sends what is to be sent, then expects what is to come; a group is read to its end. Returns what is next. */
    private int turn(List<Step> steps, int from, int to) throws IOException {
        Step last = steps.get(from);
        try {
            StringBuilder waiting = new StringBuilder();
            for (Step step : steps.subList(from, to)) {
                last = step;
                if (step.sends()) {
                    send(step, waiting);
                }
            }
            peer(last).send(waiting.toString(), variant.cut());
            int next = from;
            while (next < to) {
                last = steps.get(next);
                if (last.kind() == Step.Kind.EXPECT) {
                    next = expect(steps, next);
                    continue;
                }
                if (!last.sends()) {
                    happen(last);
                }
                next++;
            }
            return next;
        } catch (IOException e) {
            throw new AssertionError(failure(last, e.toString()), e);
        }
    }

    private void send(Step step, StringBuilder waiting) throws IOException {
        String told = "";
        for (Macros.Part part : macros(step).sent(bindings.expand(step.text()).replace(WRITTEN_DOMAIN, domain))) {
            if (part.kind() != Macros.Part.Kind.AWAIT) {
                waiting.append(part.text());
                told += part.text();
                continue;
            }
            peer(step).send(waiting.toString(), variant.cut());
            waiting.setLength(0);
            String answer = peer(step).lines(1);
            if (!answer.startsWith("+")) {
                throw new AssertionError(failure(step, "instead of \"+\" came: " + answer));
            }
        }
        journal.sent(step, told.replace(domain, WRITTEN_DOMAIN));
    }

    /** Reads what a step and its group expect; returns what is next. */
    private int expect(List<Step> steps, int from) throws IOException {
        boolean anyOrder = inGroup(steps, from);
        List<Expectation> open = new ArrayList<>();
        int to = from;
        do {
            Step step = steps.get(to++);
            open.add(new Expectation(step, macros(step).expected(step.text())));
        } while (to < steps.size()
                && continues(steps.get(from), steps.get(to))
                && (anyOrder || steps.get(to - 1).isAnyLines()));
        if (anyOrder && protocol(steps.get(from)).isMailTransfer()) {
            receiveReply(steps.get(from), open);
            return to;
        }
        while (open.stream().anyMatch(e -> !e.step().isAnyLines())) {
            receive(open);
        }
        return to;
    }

    /** In LMTP a reply's end is known by itself, and any of its lines may be the last: "250 X" for "250-X". */
    private void receiveReply(Step first, List<Expectation> open) throws IOException {
        boolean othersMayCome = open.removeIf(e -> e.step().isAnyLines());
        String told;
        do {
            String line = peer(first).lines(1).replace(domain, WRITTEN_DOMAIN);
            String asInner = line.replaceFirst("^(\\d{3}) ", "$1-");
            Optional<Expectation> met = open.stream()
                    .filter(e -> e.matches(line, bindings) || e.matches(asInner, bindings))
                    .findFirst();
            met.ifPresent(open::remove);
            String beside = met.map(e -> e.step().toString()).orElse(othersMayCome ? "***" : "!!");
            journal.received(first.session(), beside, line);
            told = line;
            if (met.isEmpty() && !othersMayCome) {
                throw new AssertionError(failure(first, "came: " + told));
            }
        } while (told.startsWith("-", 3));
        if (!open.isEmpty()) {
            throw new AssertionError(failure(open.get(0).step(), "the reply ended without it"));
        }
    }

    private static boolean inGroup(List<Step> steps, int at) {
        for (int i = at - 1; i >= 0; i--) {
            if (steps.get(i).session() == steps.get(at).session()
                    && steps.get(i).sends()) {
                return steps.get(i).kind() == Step.Kind.SEND_FOR_ANY_ORDER;
            }
        }
        return false;
    }

    private static boolean continues(Step first, Step next) {
        return next.session() == first.session() && next.kind() == Step.Kind.EXPECT;
    }

    private void receive(List<Expectation> open) throws IOException {
        List<Expectation> candidates =
                open.stream().filter(e -> !e.step().isAnyLines()).toList();
        Expectation next = candidates.get(0);
        Peer peer = peer(next.step());
        String received = protocol(next.step()) == Protocol.IMAP ? peer.response() : peer.lines(next.lines());
        String told = received.replace(domain, WRITTEN_DOMAIN);
        for (Expectation candidate : candidates) {
            // a completion comes after everything that stands before it
            boolean inTurn = candidate.equals(next) || floats(candidate, candidates);
            if (inTurn && candidate.matches(told, bindings)) {
                journal.received(candidate.step().session(), candidate.step().toString(), told);
                open.remove(candidate);
                return;
            }
        }
        boolean skipped = open.size() > candidates.size() && !ends(told, candidates);
        Step step = skipped ? anyLines(open) : next.step();
        journal.received(step.session(), (skipped ? "" : "!! ") + step, told);
        if (!skipped) {
            throw new AssertionError(failure(step, "came: " + told));
        }
    }

    /** Whether a line ends an answer while other lines of it are still missing. */
    private boolean ends(String told, List<Expectation> candidates) {
        return protocol(candidates.get(0).step()) == Protocol.IMAP
                ? !told.startsWith("* ")
                : candidates.get(candidates.size() - 1).matches(told, bindings);
    }

    private boolean floats(Expectation candidate, List<Expectation> candidates) {
        return protocol(candidate.step()) == Protocol.IMAP
                ? candidate.isUntagged()
                : !candidate.equals(candidates.get(candidates.size() - 1));
    }

    private static Step anyLines(List<Expectation> open) {
        return open.stream()
                .map(Expectation::step)
                .filter(Step::isAnyLines)
                .findFirst()
                .orElseThrow();
    }

    private void happen(Step step) throws IOException {
        if (step.kind() == Step.Kind.CHANGES) {
            change(step);
        } else {
            peer(step).expectEnd();
            journal.event(step, "closed by the server");
        }
    }

    private void change(Step step) throws IOException {
        switch (step.text()) {
            case "" -> {
                peer(step).startTls();
                journal.event(step, "TLS handshake");
            }
            case "deflate" -> {
                peer(step).compress();
                journal.event(step, "compressed from here");
            }
            case "plain" -> {
                peer(step).compressNoMore();
                journal.event(step, "compressed up to here");
            }
            default -> throw new IllegalArgumentException("no such change: " + step);
        }
    }

    private Macros macros(Step step) {
        return new Macros(protocol(step), fixtures);
    }

    private Protocol protocol(Step step) {
        return protocols.getOrDefault(step.session(), script.protocol());
    }

    private Peer peer(Step step) {
        Peer peer = peers.get(step.session());
        if (peer == null) {
            throw new IllegalStateException("no session " + step.session());
        }
        return peer;
    }

    private String failure(Step step, String what) {
        return script.file() + ":" + step.line() + " (" + variant + ")\n  script: " + step + "\n  " + what + "\n\n"
                + journal;
    }

    @Override
    public void close() throws IOException {
        for (Peer peer : peers.values()) {
            peer.close();
        }
    }
}
