package org.postern.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the server has acknowledged and what clients have seen. A message is named by its subject: {@code keep-n} is never
 * deleted or copied, only moved and marked; {@code junk-n} may meet with anything.
 */
final class Book {
    static final String MARK = "marked";

    private final AtomicInteger next = new AtomicInteger();
    private final Set<String> kept = ConcurrentHashMap.newKeySet();
    private final Set<String> marked = ConcurrentHashMap.newKeySet();
    private final Map<String, String> named = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> done = new ConcurrentHashMap<>();

    String newName(Random random) {
        return (random.nextInt(3) > 0 ? "junk-" : "keep-") + next.incrementAndGet();
    }

    static String message(String name) {
        return "From: load@example.org\r\nSubject: " + name + "\r\n\r\n" + name.repeat(name.hashCode() & 63) + "\r\n";
    }

    static boolean isJunk(String name) {
        return name.startsWith("junk-");
    }

    /** The server said that it has the message. */
    void placed(String name) {
        if (!isJunk(name)) {
            kept.add(name);
        }
    }

    /** The server showed the message with its mark. */
    void marked(String name) {
        marked.add(name);
    }

    /** A client saw this name under a UID; nobody may ever see another there. */
    void saw(String mailbox, String validity, long uid, String name) {
        String before = named.putIfAbsent(mailbox + " " + validity + " " + uid, name);
        assertThat(before == null || before.equals(name))
                .as("%s %s was %s and is %s", mailbox, uid, before, name)
                .isTrue();
    }

    void did(String what) {
        done.computeIfAbsent(what, w -> new AtomicInteger()).incrementAndGet();
    }

    Set<String> kept() {
        return kept;
    }

    Set<String> marked() {
        return marked;
    }

    /** How often which thing was done. */
    Map<String, AtomicInteger> done() {
        return done;
    }
}
