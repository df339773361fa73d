package org.postern.lmtp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what follows a command's verb (RFC 5321 4.1.2). What it returns is free of control characters. */
final class Arguments {
    /** A source route, and an address behind it. */
    private static final Pattern ROUTE = Pattern.compile("@[^@,:]+(,@[^@,:]+)*:(?=.)");

    private static final int REPLACEMENT = 0xFFFD;

    private final String text;
    private int at;

    Arguments(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at == text.length();
    }

    void expectEnd() throws CommandException {
        skipSpaces();
        if (!atEnd()) {
            throw CommandException.syntax("No argument expected here");
        }
    }

    /** Takes {@code word}, in any case of letters. */
    void expect(String word) throws CommandException {
        if (!text.regionMatches(true, at, word, 0, word.length())) {
            throw CommandException.syntax(word + " expected");
        }
        at += word.length();
    }

    /** Everything up to the next space or the end; not empty. */
    String word() throws CommandException {
        skipSpaces();
        int end = text.indexOf(' ', at);
        String word = text.substring(at, end < 0 ? text.length() : end);
        if (word.isEmpty()) {
            throw CommandException.syntax("Argument missing");
        }
        at += word.length();
        return clean(word);
    }

    /** What stands between angle brackets, without a source route (RFC 5321 appendix C); empty for {@code <>}. */
    String path() throws CommandException {
        skipSpaces();
        if (atEnd() || text.charAt(at) != '<') {
            throw CommandException.syntax("Address in angle brackets expected");
        }
        int start = at + 1;
        int end = endOfPath(start);
        at = end + 1;
        if (!atEnd() && text.charAt(at) != ' ') {
            throw CommandException.syntax("Space expected after the address");
        }
        String path = clean(text.substring(start, end));
        Matcher routed = ROUTE.matcher(path);
        return routed.lookingAt() ? path.substring(routed.end()) : path;
    }

    private int endOfPath(int start) throws CommandException {
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '>' && !quoted) {
                return i;
            }
        }
        throw CommandException.syntax("Angle bracket not closed");
    }

    /** {@code KEY} or {@code KEY=value}, keys in upper case, to the end. */
    Map<String, String> parameters() throws CommandException {
        Map<String, String> found = new LinkedHashMap<>();
        skipSpaces();
        while (!atEnd()) {
            String parameter = word();
            int equals = parameter.indexOf('=');
            String key = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            if (equals >= 0 && value.isEmpty()) {
                throw CommandException.syntax("Parameter without its value");
            }
            if (found.putIfAbsent(key.toUpperCase(Locale.ROOT), value) != null) {
                throw CommandException.syntax("Parameter given twice");
            }
            skipSpaces();
        }
        return found;
    }

    private static String clean(String part) throws CommandException {
        if (part.chars().anyMatch(c -> Character.isISOControl(c) || c == REPLACEMENT)) {
            throw CommandException.syntax("Control character or bad UTF-8 in a command");
        }
        return part;
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }
}
