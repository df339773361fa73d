package org.postern.transcript;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expands what stands in braces, in the way the protocol wants it. */
final class Macros {
    private static final Pattern MACRO = Pattern.compile("\\{(@\\+?|=|64:|#|\\*)([^{}]*)\\}|\\{-\\}");

    /** A part of a text: {@code exact} octets may hold what elsewhere would be a variable or "...". */
    record Part(Kind kind, String text) {
        enum Kind {
            WRITTEN,
            EXACT,
            /** The client waits for "+" here. */
            AWAIT
        }
    }

    private final Protocol protocol;
    private final Fixtures fixtures;

    Macros(Protocol protocol, Fixtures fixtures) {
        this.protocol = protocol;
        this.fixtures = fixtures;
    }

    /** What a step sends, with its line end. */
    List<Part> sent(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder afterLine = new StringBuilder();
        boolean whole = text.startsWith("{@") && text.indexOf('}') == text.length() - 1;
        String end = text.endsWith("{-}") || (whole && protocol.isMailTransfer()) ? "" : "\r\n";
        eachPart(text, parts, (kind, content) -> {
            String octets = fixtures.octets(content);
            if (protocol.isMailTransfer() && !whole) {
                parts.add(exact(String.valueOf(octets.length())));
                afterLine.append(octets);
            } else if (protocol != Protocol.IMAP) {
                parts.add(exact(stuffed(octets)));
            } else if (kind.equals("@+")) {
                parts.add(exact("{" + octets.length() + "+}\r\n" + octets));
            } else {
                parts.add(exact("{" + octets.length() + "}\r\n"));
                parts.add(new Part(Part.Kind.AWAIT, ""));
                parts.add(exact(octets));
            }
        });
        parts.add(exact(end + afterLine));
        return parts;
    }

    /** What a step expects, without its line end. */
    List<Part> expected(String text) {
        List<Part> parts = new ArrayList<>();
        eachPart(text, parts, (kind, content) -> {
            String octets = fixtures.octets(content);
            String stuffed = stuffed(octets);
            parts.add(exact(
                    protocol == Protocol.IMAP
                            ? "{" + octets.length() + "}\r\n" + octets
                            : stuffed.substring(0, stuffed.length() - 2)));
        });
        return parts;
    }

    private interface Fixture {
        void put(String kind, String name);
    }

    private void eachPart(String text, List<Part> parts, Fixture fixture) {
        Matcher m = MACRO.matcher(text);
        int from = 0;
        while (m.find()) {
            parts.add(new Part(Part.Kind.WRITTEN, text.substring(from, m.start())));
            from = m.end();
            String kind = m.group(1) == null ? "-" : m.group(1);
            String content = m.group(2) == null ? "" : m.group(2);
            switch (kind) {
                case "@", "@+" -> fixture.put(kind, content);
                case "=" ->
                    parts.add(exact(String.valueOf(fixtures.octets(content).length())));
                case "64:" -> parts.add(exact(base64(content)));
                case "#" -> parts.add(exact(hex(content)));
                case "*" -> parts.add(exact(repeated(content)));
                default -> {}
            }
        }
        parts.add(new Part(Part.Kind.WRITTEN, text.substring(from)));
    }

    private static Part exact(String octets) {
        return new Part(Part.Kind.EXACT, octets);
    }

    /** With the leading dots doubled and a line end at the end (RFC 5321 4.5.2, RFC 1939 3). */
    private static String stuffed(String octets) {
        String ended = octets.endsWith("\r\n") || octets.isEmpty() ? octets : octets + "\r\n";
        return ended.replaceAll("(?<=\r\n)\\.|\\A\\.", "..");
    }

    private static String base64(String text) {
        byte[] octets = text.replace("\\0", "\0").getBytes(StandardCharsets.ISO_8859_1);
        return Base64.getEncoder().encodeToString(octets);
    }

    private static String hex(String digits) {
        return new String(HexFormat.of().parseHex(digits.replace(" ", "")), StandardCharsets.ISO_8859_1);
    }

    private static String repeated(String countAndText) {
        int colon = countAndText.indexOf(':');
        return countAndText.substring(colon + 1).repeat(Integer.parseInt(countAndText.substring(0, colon)));
    }
}
