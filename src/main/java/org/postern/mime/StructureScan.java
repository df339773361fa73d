package org.postern.mime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.postern.mime.Boundary.Match;
import org.postern.mime.MimePart.Kind;

/**
 * One pass over one message: a stack of open entities, the innermost last. The line window stands in the header or the
 * body of the innermost.
 */
final class StructureScan {
    private static final String CONTENT = "content-";

    /** No Content field has a longer name. */
    private static final int MAX_NAME = 64;

    private final LineWindow in;
    private final MimeLimits limits;
    private final List<OpenPart> open = new ArrayList<>();
    private int parts;
    private int activeBoundaries;

    StructureScan(OctetSource source, MimeLimits limits) throws IOException {
        this.in = new LineWindow(source, LineWindow.LARGE);
        this.limits = limits;
    }

    MimePart run() throws IOException {
        open(ContentType.TEXT_PLAIN);
        int delimiting = nextDelimiter();
        while (delimiting >= 0) {
            boolean last = atFinalDelimiter(delimiting);
            long lineStart = in.position();
            long end = lineStart - in.precedingLineEnd();
            while (open.size() > delimiting + 1) {
                closeInnermost(end, lineStart);
            }
            in.skipLine();
            if (last) {
                open.get(delimiting).endOfParts();
                activeBoundaries--;
            } else {
                open(open.get(delimiting).childFallback());
            }
            delimiting = nextDelimiter();
        }
        while (open.size() > 1) {
            closeInnermost(in.position(), in.position());
        }
        return open.get(0).close(in.position(), in.position(), in.lineNumber());
    }

    /** Reads the header of a new entity, and the headers of the messages that begin with its body. */
    private void open(ContentType fallback) throws IOException {
        OpenPart part = begin(fallback);
        while (part.kind() == Kind.MESSAGE) {
            part = begin(ContentType.TEXT_PLAIN);
        }
    }

    private OpenPart begin(ContentType fallback) throws IOException {
        OpenPart part = new OpenPart(in.position(), fallback);
        open.add(part);
        parts++;
        part.headerEnds(ContentFields.of(readHeader(), fallback), in);
        ContentFields content = part.content();
        if (content.type().is("multipart") && open.size() < limits.depth()) {
            Optional<Boundary> boundary = Boundary.of(content.type());
            part.expand(Kind.MULTIPART, boundary);
            activeBoundaries += boundary.isPresent() ? 1 : 0;
        } else if (isMessage(content) && open.size() < limits.depth() && parts < limits.parts()) {
            part.expand(Kind.MESSAGE, Optional.empty());
        }
        return part;
    }

    private static boolean isMessage(ContentFields content) {
        return (content.type().is("message", "rfc822") || content.type().is("message", "global"))
                && content.transferEncoding() == TransferEncoding.IDENTITY;
    }

    private void closeInnermost(long end, long lineStart) {
        OpenPart part = open.remove(open.size() - 1);
        activeBoundaries -= part.boundary().isPresent() ? 1 : 0;
        open.get(open.size() - 1).add(part.close(end, lineStart, in.lineNumber()));
    }

    /** Goes to the next boundary line; gives the level it belongs to, or -1 at the end of the message. */
    private int nextDelimiter() throws IOException {
        while (activeBoundaries > 0) {
            in.skipToDashes();
            if (in.atEnd()) {
                return -1;
            }
            int level = delimitedLevel();
            if (level >= 0 && (parts < limits.parts() || atFinalDelimiter(level))) {
                return level;
            }
            in.skipLine();
        }
        in.skipToEnd();
        return -1;
    }

    private boolean atFinalDelimiter(int level) {
        return open.get(level)
                .boundary()
                .filter(boundary -> boundary.isFinal(in))
                .isPresent();
    }

    /** The level whose boundary the line is, or -1. */
    private int delimitedLevel() {
        int best = -1;
        int longest = 0;
        for (int level = open.size() - 1; level >= 0 && activeBoundaries > 0; level--) {
            Boundary boundary = open.get(level).boundary().orElse(null);
            // A shorter one cannot fit exactly where a longer one did not; looking would cost its length again.
            if (boundary == null || boundary.length() <= longest) {
                continue;
            }
            Match match = boundary.match(in);
            if (match == Match.EXACT) {
                return level;
            }
            if (match == Match.PREFIX) {
                best = level;
                longest = boundary.length();
            }
        }
        return best;
    }

    /** Reads a header block to behind its empty line, or to the boundary or end of message that cuts it short. */
    private Map<String, Octets> readHeader() throws IOException {
        Map<String, Octets> fields = new HashMap<>();
        long end = in.position() + limits.headerOctets();
        while (!in.atEnd() && !in.isEmptyLine()) {
            if (in.startsWithDashes() && delimitedLevel() >= 0) {
                return fields;
            }
            if (isContentField() && in.position() < end) {
                takeField(fields);
            } else {
                in.skipLine();
            }
        }
        in.skipLine();
        return fields;
    }

    private boolean isContentField() {
        if (in.available() < CONTENT.length()) {
            return false;
        }
        for (int i = 0; i < CONTENT.length(); i++) {
            char wanted = CONTENT.charAt(i);
            if (in.at(i) != wanted && in.at(i) != Character.toUpperCase(wanted)) {
                return false;
            }
        }
        return true;
    }

    private void takeField(Map<String, Octets> fields) throws IOException {
        StringBuilder field = new StringBuilder();
        do {
            in.takeLine(field, limits.fieldOctets());
        } while (!in.atEnd() && (in.at(0) == ' ' || in.at(0) == '\t'));
        int colon = field.indexOf(":");
        if (colon < CONTENT.length() || colon > MAX_NAME) {
            return;
        }
        String name = field.substring(CONTENT.length(), colon).strip().toLowerCase(Locale.ROOT);
        if (ContentFields.NAMES.contains(name)) {
            fields.putIfAbsent(name, Octets.trusted(field.substring(colon + 1)));
        }
    }
}
