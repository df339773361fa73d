package org.postern.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.postern.audit.Audit;
import org.postern.auth.Authenticator;
import org.postern.auth.PlaintextPolicy;
import org.postern.net.ConnectionCounts;
import org.postern.net.NetSettings;
import org.postern.store.Account;
import org.postern.store.MailStore;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.MessageBody;
import org.postern.store.StoreException;
import org.postern.store.SystemFlag;

/**
 * A POP3 client that does whatever it likes, and a model of what it must see: what was there at login, for as long as the
 * session lasts, and nothing changed but by QUIT.
 */
public final class RandomPopClient {
    private static final String FOLDERS = "INBOX,Other,Trash";

    private final Pop3Sessions sessions;
    private final Account account;
    private final MaildropPolicy policy;
    private final Clock clock;

    private final Map<Place, String> ids = new HashMap<>();
    private final Map<String, Place> owners = new HashMap<>();
    private final Set<Place> hidden = new HashSet<>();
    private final Map<Place, Long> retrievedOn = new HashMap<>();

    private Optional<Pop3Driver> driver = Optional.empty();
    private final List<Message> drop = new ArrayList<>();
    private final Set<Integer> marked = new TreeSet<>();
    private final Set<Integer> taken = new TreeSet<>();

    /** Where a message is; no two messages ever have the same. */
    private record Place(String folder, long uid) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return Comparator.comparing(Place::folder).thenComparing(Place::uid).compare(this, other);
        }
    }

    /** As the store has it. */
    private record Message(Place place, String text, long received, boolean seen) {}

    /** A client of the account that has this policy, alone with it. */
    public RandomPopClient(
            MailStore store, Account account, Authenticator authenticator, MaildropPolicy policy, Clock clock) {
        this.account = account;
        this.policy = policy;
        this.clock = clock;
        Pop3Services services = new Pop3Services(
                new Maildrops(store, new OnePolicy(() -> policy), new Audit(), clock),
                authenticator,
                LoginNames.LoginName::of,
                PlaintextPolicy.ONLY_WITH_TLS,
                new ConnectionCounts(NetSettings.Connections.DEFAULT),
                new Audit(),
                "test");
        this.sessions = new Pop3Sessions(services, Pop3Limits.DEFAULT, "pop3");
    }

    /** A policy of any kind. */
    public static MaildropPolicy anyPolicy(Random random) {
        MaildropPolicy.Deletion[] deletions = MaildropPolicy.Deletion.values();
        MaildropView[] views = {
            MaildropView.INBOX,
            new MaildropView(List.of("INBOX", "Nowhere", "Other"), OptionalInt.empty()),
            new MaildropView(List.of("Other", "INBOX"), OptionalInt.of(4))
        };
        MaildropPolicy policy = MaildropPolicy.DEFAULT
                .withDeletion(deletions[random.nextInt(deletions.length)])
                .withView(views[random.nextInt(views.length)]);
        return random.nextBoolean() ? policy : policy.withExpire(Period.ofDays(2));
    }

    /** Does one thing. */
    public void act(Random random) throws Exception {
        if (driver.isEmpty()) {
            logIn();
            return;
        }
        int number = random.nextInt(drop.size() + 3);
        switch (random.nextInt(9)) {
            case 0 -> list("LIST", n -> Integer.toString(drop.get(n - 1).text().length()));
            case 1 -> list("UIDL", n -> String.valueOf(ids.get(drop.get(n - 1).place())));
            case 2, 3 -> retrieve(number);
            case 4 -> top(number);
            case 5, 6 -> delete(number);
            case 7 -> reset(random);
            default -> leave(random);
        }
    }

    private void logIn() throws Exception {
        NavigableMap<Place, Message> before = stored();
        Pop3Driver fresh = new Pop3Driver(sessions);
        assertThat(fresh.say("USER alice")).startsWith("+OK");
        assertThat(fresh.say("PASS secret")).startsWith("+OK");
        driver = Optional.of(fresh);
        before.keySet().removeIf(this::isDue);
        NavigableMap<Place, Message> now = stored();
        assertThat(now).as("only what is due goes at login").isEqualTo(before);
        drop.clear();
        drop.addAll(view(now));
        marked.clear();
        taken.clear();
        list("UIDL", n -> String.valueOf(known(n, fresh)));
    }

    /** The id of a message that was never listed before is learned, and must be new. */
    private String known(int number, Pop3Driver fresh) {
        Place place = drop.get(number - 1).place();
        return ids.computeIfAbsent(place, p -> {
            String id = fresh.say("UIDL " + number).strip().split(" ", 3)[2];
            assertThat(owners.put(id, p)).as("who else has %s", id).isNull();
            return id;
        });
    }

    private boolean isDue(Place place) {
        Long day = retrievedOn.get(place);
        return policy.expire().isPresent()
                && day != null
                && policy.view().folders().contains(place.folder())
                && LocalDate.ofEpochDay(day).plus(policy.expire().get()).toEpochDay() < today();
    }

    private long today() {
        return TimeUnit.MILLISECONDS.toDays(clock.millis());
    }

    private List<Message> view(Map<Place, Message> all) {
        List<Message> seen = new ArrayList<>();
        for (String folder : policy.view().folders()) {
            all.values().stream()
                    .filter(m -> m.place().folder().equals(folder) && !hidden.contains(m.place()))
                    .forEach(seen::add);
        }
        int most = policy.view().newest().orElse(Integer.MAX_VALUE);
        List<Message> late = new ArrayList<>(seen);
        late.sort(Comparator.comparing(Message::received));
        late.subList(0, Math.max(0, late.size() - most)).forEach(seen::remove);
        return seen;
    }

    private interface Value {
        String of(int number);
    }

    private void list(String command, Value value) {
        String answer = driver.orElseThrow().say(command);
        StringBuilder expected = new StringBuilder("+OK\r\n");
        for (int n = 1; n <= drop.size(); n++) {
            expected.append(marked.contains(n) ? "" : n + " " + value.of(n) + "\r\n");
        }
        assertThat(answer).isEqualTo(expected + ".\r\n");
        long octets = 0;
        for (int n = 1; n <= drop.size(); n++) {
            octets += marked.contains(n) ? 0 : drop.get(n - 1).text().length();
        }
        assertThat(driver.orElseThrow().say("STAT"))
                .isEqualTo("+OK " + (drop.size() - marked.size()) + " " + octets + "\r\n");
    }

    private boolean isThere(int number) throws StoreException, IOException {
        return number >= 1
                && number <= drop.size()
                && !marked.contains(number)
                && stored().containsKey(drop.get(number - 1).place());
    }

    private void retrieve(int number) throws Exception {
        boolean there = isThere(number);
        String answer = driver.orElseThrow().say("RETR " + number);
        if (!there) {
            assertThat(answer).startsWith("-ERR ");
            return;
        }
        String text = drop.get(number - 1).text();
        assertThat(answer)
                .isEqualTo("+OK " + text.length() + " octets\r\n" + text.replace("\r\n.", "\r\n..") + ".\r\n");
        taken.add(number);
    }

    private void top(int number) throws Exception {
        boolean there = isThere(number);
        String answer = driver.orElseThrow().say("TOP " + number + " 0");
        assertThat(answer).startsWith(there ? "+OK " : "-ERR ");
        if (there) {
            String text = drop.get(number - 1).text();
            assertThat(answer).endsWith("octets\r\n" + text.substring(0, text.indexOf("\r\n\r\n") + 4) + ".\r\n");
        }
    }

    /** Of what is gone too: it is frozen, and QUIT does not mind. */
    private void delete(int number) {
        boolean possible = number >= 1 && number <= drop.size() && !marked.contains(number);
        assertThat(driver.orElseThrow().say("DELE " + number)).startsWith(possible ? "+OK " : "-ERR ");
        if (possible) {
            marked.add(number);
        }
    }

    private void reset(Random random) {
        if (random.nextInt(3) == 0) {
            assertThat(driver.orElseThrow().say("RSET")).startsWith("+OK ");
            marked.clear();
        }
    }

    private void leave(Random random) throws Exception {
        NavigableMap<Place, Message> before = stored();
        Pop3Driver leaving = driver.orElseThrow();
        if (random.nextInt(3) == 0) {
            leaving.disconnect();
            assertThat(stored()).as("without QUIT nothing changes").isEqualTo(before);
        } else {
            assertThat(leaving.say("QUIT")).startsWith("+OK ");
            assertThat(leaving.isClosed()).isTrue();
            leaving.disconnect();
            quit(before);
        }
        driver = Optional.empty();
    }

    /** What QUIT must have done: that, and nothing else. */
    private void quit(NavigableMap<Place, Message> before) throws Exception {
        NavigableMap<Place, Message> expected = new TreeMap<>(before);
        List<String> trashed = new ArrayList<>();
        boolean hides = policy.deletion() == MaildropPolicy.Deletion.HIDE;
        for (int n = 1; n <= drop.size(); n++) {
            Place place = drop.get(n - 1).place();
            if (marked.contains(n) && before.containsKey(place)) {
                if (hides) {
                    hidden.add(place);
                } else {
                    trashed.add(Objects.requireNonNull(expected.remove(place)).text());
                }
            }
            if (taken.contains(n) && expected.containsKey(place)) {
                expected.computeIfPresent(place, (p, m) -> new Message(p, m.text(), m.received(), true));
                retrievedOn.putIfAbsent(place, today());
            }
        }
        NavigableMap<Place, Message> after = stored();
        NavigableMap<Place, Message> fresh = new TreeMap<>(after);
        fresh.keySet().removeAll(before.keySet());
        after.keySet().removeAll(fresh.keySet());
        assertThat(after).isEqualTo(expected);
        List<String> arrived = fresh.values().stream().map(Message::text).toList();
        assertThat(arrived).isEqualTo(policy.deletion() == MaildropPolicy.Deletion.TRASH ? trashed : List.of());
        assertThat(fresh.keySet()).allMatch(p -> p.folder().equals("Trash"));
    }

    /** All that is in the account, by place; the trash in the order in which it came there. */
    private NavigableMap<Place, Message> stored() throws StoreException, IOException {
        NavigableMap<Place, Message> all = new TreeMap<>();
        for (String folder : FOLDERS.split(",", -1)) {
            try (Mailbox mailbox = account.open(MailboxName.of(folder))) {
                MailboxSnapshot rows = mailbox.refresh();
                for (int row = 0; row < rows.size(); row++) {
                    Place place = new Place(folder, rows.uid(row));
                    boolean seen = rows.flags(row).has(SystemFlag.SEEN);
                    all.put(
                            place,
                            new Message(
                                    place,
                                    text(mailbox, rows.uid(row)),
                                    rows.received(row).toEpochMilli(),
                                    seen));
                }
            }
        }
        return all;
    }

    private static String text(Mailbox mailbox, long uid) throws StoreException, IOException {
        try (MessageBody body = mailbox.body(uid)) {
            ByteBuffer octets = ByteBuffer.allocate((int) body.size());
            while (octets.hasRemaining() && body.read(octets.position(), octets) > 0) {}
            return new String(octets.array(), StandardCharsets.ISO_8859_1);
        }
    }
}
