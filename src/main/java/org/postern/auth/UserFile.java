package org.postern.auth;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user file: {@code address:{SCHEME}hash::::::key=value …}, one user a line, "#" for comments. Edits by hand are
 * noticed at the next look; edits by the methods here keep every line they do not concern. Of two lines for one address
 * the first counts. Thread-safe; one process at a time may edit.
 */
public final class UserFile implements UserDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(UserFile.class);

    private final Path path;
    private final Optional<String> defaultDomain;
    private final FieldCheck check;
    private final WatchedFile<Users> file;

    /** What the file said when it was read. */
    private record Users(
            Map<MailAddress, User> byAddress, Set<String> domains, FieldValues values, List<String> problems) {}

    /**
     * Reads nothing yet.
     *
     * @param path of the file; when it was never there, there are no users
     * @param defaultDomain for lines whose address has none
     */
    public UserFile(Path path, Optional<String> defaultDomain, InstantSource clock) {
        this(path, defaultDomain, clock, fields -> {});
    }

    /**
     * Reads nothing yet.
     *
     * @param path of the file; when it was never there, there are no users
     * @param defaultDomain for lines whose address has none
     * @param check of the fields of each line
     */
    public UserFile(Path path, Optional<String> defaultDomain, InstantSource clock, FieldCheck check) {
        this.path = path;
        this.defaultDomain = defaultDomain;
        this.check = check;
        this.file = new WatchedFile<>(path, this::parse, clock);
    }

    @Override
    public Optional<User> find(MailAddress address) throws DirectoryException {
        return Optional.ofNullable(file.get().byAddress().get(address));
    }

    @Override
    public boolean hasDomain(String domain) throws DirectoryException {
        return file.get().domains().contains(domain);
    }

    @Override
    public List<User> all() throws DirectoryException {
        return List.copyOf(file.get().byAddress().values());
    }

    /** The values that users have in a field, each once. */
    public Set<String> valuesOf(String field) throws DirectoryException {
        return file.get().values().of(field);
    }

    /** What is wrong with lines of the file, as {@code file:line: sentence}. */
    public List<String> problems() throws DirectoryException {
        return file.get().problems();
    }

    /**
     * Adds a user at the end.
     *
     * @param fields extra fields; names and values without spaces
     * @throws DirectoryException EXISTS, INVALID or UNAVAILABLE
     */
    public void add(MailAddress address, StoredPassword password, Map<String, String> fields)
            throws DirectoryException {
        Map<String, Optional<String>> changes = new LinkedHashMap<>();
        fields.forEach((key, value) -> changes.put(key, Optional.of(value)));
        file.edit(lines -> {
            if (indexOf(lines, address) >= 0) {
                throw new DirectoryException(DirectoryException.Problem.EXISTS, address + " exists already");
            }
            List<String> changed = new ArrayList<>(lines);
            changed.add(encode(UserLine.of(address, password).withFields(changes)));
            return changed;
        });
    }

    /**
     * Replaces a user's password.
     *
     * @throws DirectoryException UNKNOWN, INVALID or UNAVAILABLE
     */
    public void setPassword(MailAddress address, StoredPassword password) throws DirectoryException {
        replace(address, line -> line.withPassword(password));
    }

    /**
     * Sets and removes extra fields of a user; the others stay.
     *
     * @param changes an empty value removes the field
     * @throws DirectoryException UNKNOWN, INVALID or UNAVAILABLE
     */
    public void setFields(MailAddress address, Map<String, Optional<String>> changes) throws DirectoryException {
        replace(address, line -> line.withFields(changes));
    }

    /**
     * Removes a user, with every line for the address.
     *
     * @throws DirectoryException UNKNOWN or UNAVAILABLE
     */
    public void remove(MailAddress address) throws DirectoryException {
        file.edit(lines -> {
            requireIndex(lines, address);
            return lines.stream()
                    .filter(line -> !addressOf(line).equals(Optional.of(address)))
                    .toList();
        });
    }

    private interface LineEdit {
        UserLine apply(UserLine line) throws DirectoryException;
    }

    private void replace(MailAddress address, LineEdit edit) throws DirectoryException {
        file.edit(lines -> {
            List<String> changed = new ArrayList<>(lines);
            int index = requireIndex(lines, address);
            UserLine line = UserLine.of(OctetLines.decode(lines.get(index)).orElseThrow());
            changed.set(index, encode(edit.apply(line)));
            return changed;
        });
    }

    private static String encode(UserLine line) throws DirectoryException {
        String text = line.text();
        boolean breaksLine = text.chars().anyMatch(c -> c == 0 || c == 10 || c == 13);
        if (breaksLine || !UserLine.of(text).equals(line)) {
            throw new DirectoryException(
                    DirectoryException.Problem.INVALID, "a value has a character that the user file cannot hold");
        }
        return OctetLines.encode(text);
    }

    private int requireIndex(List<String> lines, MailAddress address) throws DirectoryException {
        int index = indexOf(lines, address);
        if (index < 0) {
            throw new DirectoryException(DirectoryException.Problem.UNKNOWN, "there is no user " + address);
        }
        return index;
    }

    private int indexOf(List<String> lines, MailAddress address) {
        for (int i = 0; i < lines.size(); i++) {
            if (addressOf(lines.get(i)).equals(Optional.of(address))) {
                return i;
            }
        }
        return -1;
    }

    /** Of a line, even when something else in it is wrong. */
    private Optional<MailAddress> addressOf(String line) {
        if (OctetLines.isBlank(line)) {
            return Optional.empty();
        }
        try {
            return OctetLines.decode(line)
                    .map(text -> MailAddress.parse(UserLine.of(text).parts().get(0), defaultDomain));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Users parse(List<String> lines, Optional<Users> before) {
        Map<MailAddress, User> users = new LinkedHashMap<>();
        LineProblems problems = new LineProblems(path);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!OctetLines.isBlank(line)) {
                problems.at(i + 1, () -> addTo(users, line));
            }
        }
        problems.reportTo(LOG, before.map(Users::problems).orElse(List.of()));
        FieldValues values =
                new FieldValues(users.values().stream().map(User::fields).toList());
        Set<String> domains = users.keySet().stream().map(MailAddress::domain).collect(Collectors.toUnmodifiableSet());
        return new Users(users, domains, values, problems.sentences());
    }

    private void addTo(Map<MailAddress, User> users, String line) {
        String text = OctetLines.decode(line).orElseThrow(() -> new IllegalArgumentException("is not UTF-8"));
        User user = UserLine.of(text).user(defaultDomain);
        if (users.putIfAbsent(user.address(), user) != null) {
            throw new IllegalArgumentException("the address is there already; the first line counts");
        }
        if (!Passwords.isUsable(user.password())) {
            throw new IllegalArgumentException(
                    "the password's scheme is not known: the user gets mail but cannot log in");
        }
        var unused = Forwarding.of(user.fields()); // which throws when it is wrong
        check.check(user.fields());
    }
}
