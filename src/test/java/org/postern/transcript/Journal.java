package org.postern.transcript;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What was really said, beside the script. */
final class Journal {
    private static final int WIDTH = 60;
    private static final int LONGEST = 600;

    private record Entry(String script, String said) {}

    private final List<Entry> entries = new ArrayList<>();

    void sent(Step step, String octets) {
        entries.add(new Entry(step.toString(), step.session() + "> " + octets));
    }

    void received(char session, String script, String octets) {
        entries.add(new Entry(script, session + "< " + octets));
    }

    void event(Step step, String event) {
        entries.add(new Entry(step.toString(), "  (" + event + ")"));
    }

    /** Two columns: the script's line, and what came of it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            String script = readable(entry.script());
            List<String> said = readable(shortened(entry.said())).lines().toList();
            for (int i = 0; i < said.size(); i++) {
                String left = i == 0 ? script : "";
                text.append(left).append(" ".repeat(Math.max(1, WIDTH - left.length())));
                text.append("| ").append(said.get(i)).append('\n');
            }
        }
        return text.toString();
    }

    private static String shortened(String octets) {
        return octets.length() <= LONGEST
                ? octets
                : octets.substring(0, LONGEST) + " [and " + (octets.length() - LONGEST) + " octets more]";
    }

    private static String readable(String octets) {
        String text = new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return text.stripTrailing()
                .replace("\0", "\u2400")
                .replace("\r\n", "\n")
                .replace("\r", "\u240D");
    }
}
