package org.postern.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the unique ids of messages are made: text with variables, written as Dovecot's {@code pop3_uidl_format} is. {@code
 * %u} is the UID and {@code %v} UIDVALIDITY; {@code X} before them makes them hexadecimal, a width with a leading 0 fills
 * up with zeros. {@code %f} and {@code %g} are the message's name in the store, {@code %Mf} and {@code %Mg} the MD5 of that
 * in hexadecimal, {@code %%} is a percent sign.
 */
public final class IdFormat {
    private static final Pattern VARIABLE = Pattern.compile("%(?:(?:0([0-9]{1,2}))?(X?)([uvfg%])|M([fg]))");

    /** As Dovecot's default: UID and UIDVALIDITY in eight hexadecimal digits each. */
    public static final IdFormat DEFAULT = parse("%08Xu%08Xv");

    private interface Part {
        void add(StringBuilder id, long uid, long uidValidity, String name);
    }

    private final String text;
    private final List<Part> parts;
    private final boolean usesName;

    private IdFormat(String text, List<Part> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
        this.usesName = !of(1, 1, "a").equals(of(1, 1, "b"));
    }

    /**
     * Reads a format.
     *
     * @throws IllegalArgumentException when a variable is not known, ids could not be unique, or could not be sent
     */
    public static IdFormat parse(String text) {
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException("only printable ASCII without spaces can stand in an id");
        }
        if (!text.replace("%%", "").matches(".*%((0[0-9]{1,2})?X?[ufg]|M[fg]).*")) {
            throw new IllegalArgumentException("without %u, %f or %g ids are not unique");
        }
        List<Part> parts = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(text);
        int at = 0;
        while (variable.find()) {
            parts.add(plain(text.substring(at, variable.start())));
            parts.add(part(variable));
            at = variable.end();
        }
        parts.add(plain(text.substring(at)));
        return new IdFormat(text, parts);
    }

    private static Part plain(String text) {
        if (text.indexOf('%') >= 0) {
            throw new IllegalArgumentException(
                    "only %u, %v, %f, %g, %Mf, %Mg and %% are variables, not those in '" + text + "'");
        }
        return (id, uid, validity, name) -> id.append(text);
    }

    private static Part part(Matcher variable) {
        if (variable.group(4) != null) {
            return (id, uid, validity, name) -> id.append(md5(name));
        }
        int width = variable.group(1) == null ? 0 : Integer.parseInt(variable.group(1));
        boolean hexadecimal = !variable.group(2).isEmpty();
        return switch (variable.group(3)) {
            case "u" -> (id, uid, validity, name) -> addNumber(id, uid, width, hexadecimal);
            case "v" -> (id, uid, validity, name) -> addNumber(id, validity, width, hexadecimal);
            case "%" -> (id, uid, validity, name) -> id.append('%');
            default -> (id, uid, validity, name) -> id.append(name);
        };
    }

    private static String md5(String name) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(md5.digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    private static void addNumber(StringBuilder id, long value, int width, boolean hexadecimal) {
        String digits = hexadecimal ? Long.toHexString(value) : Long.toString(value);
        for (int i = digits.length(); i < width; i++) {
            id.append('0');
        }
        id.append(digits);
    }

    /** Whether names matter. */
    public boolean usesName() {
        return usesName;
    }

    /** The id of a message. */
    public String of(long uid, long uidValidity, String name) {
        StringBuilder id = new StringBuilder();
        for (Part part : parts) {
            part.add(id, uid, uidValidity, name);
        }
        return id.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdFormat format && format.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
