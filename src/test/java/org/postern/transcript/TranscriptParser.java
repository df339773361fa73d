package org.postern.transcript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads transcripts; what is wrong with one is told with file and line. */
final class TranscriptParser {
    private static final Pattern HEAD = Pattern.compile("([a-z]+) +(.*)");
    private static final Pattern STEP = Pattern.compile("([A-Z])([><?!^])(?: (.*))?");
    private static final Pattern COMMENT = Pattern.compile("(^|  +)# .*$|^#$");
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)\\}(?:\r\n|$)");
    private static final Pattern SPACES = Pattern.compile(" +");

    private final Path file;
    private final Protocol protocol;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<Transcript.Preloaded> mailboxes = new ArrayList<>();
    private final Map<String, Transcript.User> users = new LinkedHashMap<>();
    private final Map<Character, Transcript.Session> sessions = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private Set<Transport> transports;
    private Set<Cut> cuts;
    private int number;

    private TranscriptParser(Path file, Protocol protocol) {
        this.file = file;
        this.protocol = protocol;
        this.transports = new LinkedHashSet<>(protocol.transports());
        this.cuts = new LinkedHashSet<>(List.of(Cut.values()));
        for (String name : List.of("alice", "bob", "carol")) {
            users.put(name, new Transcript.User(name, Map.of()));
        }
    }

    /** Reads a script; the folder it lies in names its protocol. */
    static Transcript read(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        String name = folder == null ? "" : String.valueOf(folder.getFileName());
        Protocol protocol = Protocol.valueOf(name.toUpperCase(Locale.ROOT));
        return parse(file, protocol, Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /** Parses a script whose octets are the characters of {@code text}. */
    static Transcript parse(Path file, Protocol protocol, String text) {
        return new TranscriptParser(file, protocol).parse(text);
    }

    private Transcript parse(String text) {
        boolean inHead = true;
        for (String raw : text.split("\n", -1)) {
            number++;
            String line = COMMENT.matcher(raw).replaceFirst("");
            boolean empty = line.isBlank();
            if (inHead && empty && raw.isEmpty() && !sessions.isEmpty()) {
                inHead = false;
            } else if (!empty && inHead) {
                headLine(line.stripTrailing());
            } else if (!empty) {
                steps.add(step(line));
            }
        }
        require(texts.containsKey("title"), "a title is missing");
        require(texts.containsKey("spec"), "a spec is missing");
        require(!steps.isEmpty(), "no steps");
        require(!steps.get(0).isContinuation(), "begins with a continuation");
        Transcript.Head head = new Transcript.Head(
                texts.getOrDefault("title", ""),
                texts.getOrDefault("spec", ""),
                Map.copyOf(settings),
                List.copyOf(transports),
                List.copyOf(cuts));
        return new Transcript(
                file,
                protocol,
                head,
                List.copyOf(mailboxes),
                List.copyOf(users.values()),
                List.copyOf(sessions.values()),
                joined());
    }

    /** In IMAP an expected literal and what follows it belong to the line that announces it. */
    private List<Step> joined() {
        List<Step> joined = new ArrayList<>();
        for (Step step : steps) {
            int last = joined.size() - 1;
            if (last >= 0 && isOpenLiteral(joined.get(last), step)) {
                Step first = joined.get(last);
                String text = first.text() + "\r\n" + step.text();
                joined.set(last, new Step(first.line(), first.session(), first.kind(), text));
            } else {
                joined.add(step);
            }
        }
        return List.copyOf(joined);
    }

    private boolean isOpenLiteral(Step step, Step next) {
        boolean expected = step.kind() == Step.Kind.EXPECT
                && next.kind() == Step.Kind.EXPECT
                && step.session() == next.session()
                && Objects.requireNonNull(sessions.get(step.session())).protocol() == Protocol.IMAP;
        Matcher m = LITERAL.matcher(step.text());
        int from = 0;
        while (expected && from < step.text().length() && m.find(from)) {
            boolean announcedOnly = !m.group().endsWith("\n");
            from = m.end() + Integer.parseInt(m.group(1));
            if (announcedOnly || from > step.text().length()) {
                return true;
            }
        }
        return false;
    }

    private void headLine(String line) {
        Matcher m = HEAD.matcher(line);
        require(m.matches(), "not a line of the head: " + line);
        String rest = m.group(2).strip();
        String[] words = SPACES.split(rest);
        switch (m.group(1)) {
            case "title", "spec" -> texts.merge(m.group(1), rest, (a, b) -> a + "; " + b);
            case "set" -> Stream.of(words).map(this::pair).forEach(p -> settings.put(p.getKey(), p.getValue()));
            case "transport" -> transports = among(rest, Transport::valueOf, transports);
            case "cut" -> cuts = among(rest, Cut::valueOf, cuts);
            case "mailbox" -> mailboxes.add(preloaded(words));
            case "user" -> users.put(words[0], user(words));
            case "session" -> session(words);
            default -> require(false, "unknown: " + m.group(1));
        }
    }

    private <T> Set<T> among(String list, Function<String, T> valueOf, Set<T> possible) {
        Set<T> chosen = new LinkedHashSet<>();
        for (String word : list.split(",", -1)) {
            chosen.add(valueOf.apply(word.strip().toUpperCase(Locale.ROOT)));
        }
        require(possible.containsAll(chosen), "not possible here: " + list);
        return chosen;
    }

    private Transcript.Preloaded preloaded(String[] words) {
        require(words.length == 2 || words.length == 3, "mailbox NAME FIXTURE [USER]");
        return new Transcript.Preloaded(words.length == 3 ? words[2] : "alice", words[0], words[1]);
    }

    private Transcript.User user(String[] words) {
        Map<String, String> options = new LinkedHashMap<>();
        Stream.of(words).skip(1).map(this::pair).forEach(p -> options.put(p.getKey(), p.getValue()));
        return new Transcript.User(words[0], Map.copyOf(options));
    }

    private void session(String[] words) {
        List<String> rest = new ArrayList<>(List.of(words));
        String letter = rest.remove(0);
        Optional<Protocol> own = rest.isEmpty() ? Optional.empty() : Protocol.named(rest.get(0));
        if (own.isPresent()) {
            rest.remove(0);
        }
        require(letter.matches("[A-Z]") && rest.size() <= 2, "session LETTER [PROTOCOL] [USER [MAILBOX]]");
        Optional<String> user = rest.stream().findFirst();
        Optional<String> mailbox = rest.stream().skip(1).findFirst();
        require(user.isEmpty() || users.containsKey(user.get()), "no such user");
        char name = letter.charAt(0);
        Transcript.Session session = new Transcript.Session(name, own.orElse(protocol), user, mailbox);
        require(sessions.put(name, session) == null, "a second session " + letter);
    }

    private Step step(String line) {
        Matcher m = STEP.matcher(line);
        require(m.matches(), "not a step: " + line);
        char letter = m.group(1).charAt(0);
        require(sessions.containsKey(letter), "no session " + letter);
        Step.Kind kind = Step.Kind.of(m.group(2).charAt(0));
        return new Step(number, letter, kind, m.group(3) == null ? "" : m.group(3));
    }

    private Map.Entry<String, String> pair(String word) {
        int equals = word.indexOf('=');
        require(equals > 0, "key=value is needed: " + word);
        return Map.entry(word.substring(0, equals), word.substring(equals + 1));
    }

    private void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(file + ":" + number + ": " + problem);
        }
    }
}
