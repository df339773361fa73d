package org.postern.audit;

import java.util.Locale;
import org.slf4j.spi.LoggingEventBuilder;

/** One line of the audit log while it is put together. */
final class AuditEvent {
    /** Longest value, in chars; what is behind is replaced by "...". */
    static final int MAX_VALUE = 256;

    private LoggingEventBuilder builder;
    private final StringBuilder line;

    AuditEvent(LoggingEventBuilder builder, String name) {
        this.builder = builder.addKeyValue("event", name);
        this.line = new StringBuilder(name);
    }

    AuditEvent with(String key, String value) {
        String cut = value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE) + "...";
        builder = builder.addKeyValue(key, cut);
        line.append(' ').append(key).append('=');
        appendTo(line, cut);
        return this;
    }

    AuditEvent with(String key, long value) {
        builder = builder.addKeyValue(key, value);
        line.append(' ').append(key).append('=').append(value);
        return this;
    }

    /** A constant, in lower case with hyphens. */
    AuditEvent with(String key, Enum<?> value) {
        return with(key, value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    void log() {
        builder.log(line.toString());
    }

    private static void appendTo(StringBuilder line, String value) {
        if (!value.isEmpty() && value.chars().allMatch(AuditEvent::isPlain)) {
            line.append(value);
            return;
        }
        line.append('"');
        value.chars().forEach(c -> appendTo(line, c));
        line.append('"');
    }

    private static void appendTo(StringBuilder line, int c) {
        if (c == '"' || c == '\\') {
            line.append('\\').append((char) c);
        } else if (c < ' ' || c >= 0x7F || c == '=') {
            line.append(String.format("\\u%04x", c));
        } else {
            line.append((char) c);
        }
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "@._:/+-%<>".indexOf(c) >= 0;
    }
}
