package org.postern.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what messages POP3 shows: {@code inbox}, {@code newest:500}, {@code INBOX,Work,Lists/announce}, or both, {@code
 * newest:500,INBOX,Work}. In a name {@code %20} is a space, {@code %2C} a comma, as every octet of UTF-8 can be written.
 */
final class MaildropViews {
    private static final Pattern NEWEST = Pattern.compile("newest:([0-9]{1,7})");
    private static final Pattern CODED = Pattern.compile("%([0-9A-Fa-f]{2})|%");
    private static final int MOST_FOLDERS = 100;

    private MaildropViews() {}

    /** Throws IllegalArgumentException with a sentence for the operator. */
    static MaildropRules.View parse(String text) {
        List<String> folders = new ArrayList<>();
        OptionalInt newest = OptionalInt.empty();
        for (String item : text.split(",", -1)) {
            Matcher number = NEWEST.matcher(item.strip());
            if (number.matches() && newest.isEmpty()) {
                newest = OptionalInt.of((int) KeyTypes.number(number.group(1), 1, 1_000_000));
            } else {
                String name = folder(item.strip());
                if (folders.contains(name)) {
                    throw new IllegalArgumentException("names a folder twice: '" + text + "'");
                }
                folders.add(name);
            }
        }
        if (folders.size() > MOST_FOLDERS) {
            throw new IllegalArgumentException("names more than " + MOST_FOLDERS + " folders");
        }
        return new MaildropRules.View(folders.isEmpty() ? List.of("INBOX") : folders, newest);
    }

    private static String folder(String item) {
        String name = decoded(item);
        boolean possible = !name.isEmpty() && name.chars().noneMatch(c -> c < ' ' || c == 0x7F);
        if (!possible || item.startsWith("newest:")) {
            throw new IllegalArgumentException(
                    "must be \"inbox\", \"newest:500\" or names of folders with commas between, not '" + item + "'");
        }
        return name.equalsIgnoreCase("inbox") ? "INBOX" : name;
    }

    private static String decoded(String item) {
        Matcher coded = CODED.matcher(item);
        byte[] octets = new byte[item.getBytes(StandardCharsets.UTF_8).length];
        ByteBuffer name = ByteBuffer.wrap(octets);
        int from = 0;
        while (coded.find()) {
            if (coded.group(1) == null) {
                throw new IllegalArgumentException("has a % without two hexadecimal digits: '" + item + "'");
            }
            name.put(item.substring(from, coded.start()).getBytes(StandardCharsets.UTF_8));
            name.put((byte) HexFormat.fromHexDigits(coded.group(1)));
            from = coded.end();
        }
        name.put(item.substring(from).getBytes(StandardCharsets.UTF_8));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(name.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("is not UTF-8: '" + item + "'", e);
        }
    }
}
