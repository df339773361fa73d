package org.postern.mime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parameters of a Content-Type or Content-Disposition field in their order, the first of each name. Continuations
 * (RFC 2231 section 3) are joined, as section 6 asks of IMAP servers; an extended value stays encoded under its name
 * with the star.
 */
public record ParameterList(List<Parameter> all) {
    public static final ParameterList NONE = new ParameterList(List.of());

    /** Segments of one continued value; what comes behind is dropped. */
    private static final int MAX_SEGMENTS = 100;

    /**
     * One parameter.
     *
     * @param name an ASCII token, as the sender wrote it
     * @param value without quotes
     */
    public record Parameter(String name, Octets value) {}

    private record Segment(String name, String value, boolean extended) {}

    public ParameterList {
        all = List.copyOf(all);
    }

    /** The value as it stands, by its name in any case. */
    public Optional<Octets> first(String name) {
        return all.stream()
                .filter(parameter -> parameter.name().equalsIgnoreCase(name))
                .findFirst()
                .map(Parameter::value);
    }

    /** The value as text: RFC 2231 where it is used, else RFC 2047, which many senders use against its rules. */
    public Optional<String> text(String name) {
        return first(name + "*").map(ExtendedValue::decode).or(() -> first(name).map(EncodedWords::decode));
    }

    /** Reads {@code *(";" name "=" value)}; the lexer stands before or behind the first semicolon. */
    static ParameterList parse(FieldLexer in) {
        Map<String, Parameter> plain = new LinkedHashMap<>();
        Map<String, TreeMap<Integer, Segment>> continued = new LinkedHashMap<>();
        while (!in.skipBlank().atEnd()) {
            if (in.take(';')) {
                continue;
            }
            String name = in.token();
            if (in.skipBlank().take('=')) {
                add(name, in.parameterValue(), plain, continued);
            } else {
                in.skipPast(';');
            }
        }
        List<Parameter> all = new ArrayList<>(plain.values());
        continued.forEach((base, segments) -> join(segments, all));
        return all.isEmpty() ? NONE : new ParameterList(all);
    }

    private static void add(
            String name, String value, Map<String, Parameter> plain, Map<String, TreeMap<Integer, Segment>> continued) {
        int star = name.indexOf('*');
        int number = star < 0 ? -1 : segmentNumber(name.substring(star + 1));
        if (name.isEmpty()) {
            return;
        }
        if (number < 0) {
            plain.putIfAbsent(name.toLowerCase(Locale.ROOT), new Parameter(name, Octets.trusted(value)));
        } else if (number < MAX_SEGMENTS) {
            String base = name.substring(0, star);
            continued
                    .computeIfAbsent(base.toLowerCase(Locale.ROOT), k -> new TreeMap<>())
                    .putIfAbsent(number, new Segment(base, value, name.endsWith("*")));
        }
    }

    /** "0", "17*" give their number; "" (a single extended value) and anything else give -1. */
    private static int segmentNumber(String suffix) {
        String digits = suffix.endsWith("*") ? suffix.substring(0, suffix.length() - 1) : suffix;
        boolean number =
                !digits.isEmpty() && digits.length() <= 4 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Integer.parseInt(digits) : -1;
    }

    private static void join(TreeMap<Integer, Segment> segments, List<Parameter> into) {
        boolean extended = segments.values().stream().anyMatch(Segment::extended);
        StringBuilder value = new StringBuilder();
        int expected = 0;
        for (Map.Entry<Integer, Segment> entry : segments.entrySet()) {
            Segment segment = entry.getValue();
            if (entry.getKey() != expected++) {
                break;
            }
            if (extended && value.isEmpty() && !segment.extended()) {
                value.append("''");
            }
            value.append(extended && !segment.extended() ? ExtendedValue.encode(segment.value()) : segment.value());
        }
        String base = segments.firstEntry().getValue().name();
        into.add(new Parameter(extended ? base + "*" : base, Octets.trusted(value.toString())));
    }
}
