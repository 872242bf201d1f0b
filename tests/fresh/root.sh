#!/usr/bin/env bash
# `make fresh`: a clean Debian 12 that holds git, make, python3, python3-venv and no more; in it a newcomer with a clone
# of what is committed here, who does what README.md and CONTRIBUTING.md print (tests/fresh/__main__.py).
#
# What apt, pip and TLS are told on this machine is told there too, read when this runs. Mounts and processes live in
# namespaces of their own: they end with this script, however it ends.
set -euo pipefail

SUITE=bookworm
PACKAGES=git,make,python3,python3-venv
HOME_INSIDE=/home/newcomer
PASSED_ON='^((https?|no)_proxy|(HTTPS?|NO)_PROXY|PIP_[A-Z_]+|SSL_CERT_FILE|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|GIT_SSL_CAINFO|PORT|ARGS)='

main() {
    [ "$(id -u)" = 0 ] || give_up "A root is made by root."
    command -v debootstrap >/dev/null || give_up "Run as root: apt-get install debootstrap"
    root=$(mktemp --directory --tmpdir=/var/tmp stegi-fresh-XXXXXX)
    inside=
    trap clean_up EXIT
    trap 'exit 1' HUP INT TERM
    unshare --mount --mount-proc --pid --ipc --uts --fork --kill-child=KILL "$0" "$root" &
    inside=$!
    wait $inside  # not in the foreground: bash would hear of a signal only when all is done
}

clean_up() {
    [ -z "$inside" ] || kill -KILL "$inside" 2>/dev/null || true
    wait
    rm -rf --one-file-system "$root"
}

walk() {
    root=$1
    repository=$(cd "$(dirname "$0")/../.." && pwd)
    echo "== a clean Debian ($SUITE)"
    chmod 755 "$root"
    from=$(mirror)
    debootstrap --variant=minbase --include=$PACKAGES $SUITE "$root" "$from" >"$root/log" || { cat "$root/log"; exit 1; }
    rm "$root/log"
    bring_apt
    bring_certificates
    bring_pip
    bring_newcomer
    echo "   $SECONDS s"
    mapfile -d '' -t settings < <(env -0 | grep -zE "$PASSED_ON")
    turn_root
    cd $HOME_INSIDE/stegi
    exec env -i "${settings[@]}" HOME=$HOME_INSIDE USER=newcomer PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin \
        python3 -B -m tests.fresh
}

give_up() {
    echo "$*" >&2
    exit 1
}

# What apt reads of Debian's on this machine: address, suite, component.
sources() {
    # shellcheck disable=SC2016  # apt's own names
    apt-get indextargets --format '$(ORIGIN) $(CODENAME) $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
        sed -n "s/^Debian $SUITE[a-z-]* //p" | sort -u
}

mirror() {
    sources | awk -v suite=$SUITE '$2 == suite && $3 == "main" { from = $1 } END { print from; exit !from }' ||
        give_up "apt knows no Debian $SUITE here: run apt-get update."
}

bring_apt() {
    sources | sed 's/^/deb /' >"$root/etc/apt/sources.list"
    apt-config dump | grep -E '^Acquire::https?::.*"[^"]+";$' >"$root/etc/apt/apt.conf.d/90machine" || true
    cp --dereference /etc/resolv.conf /etc/hosts "$root/etc/"
}

bring_certificates() {
    for file in /etc/ssl/certs/ca-certificates.crt "${SSL_CERT_FILE:-}" "${PIP_CERT:-}" "${REQUESTS_CA_BUNDLE:-}" \
        "${CURL_CA_BUNDLE:-}" "${GIT_SSL_CAINFO:-}"; do
        [ ! -f "$file" ] || install -D --mode=644 "$file" "$root$file"
    done
}

# An index in a folder has its files beside it, so the folder above is lent.
bring_pip() {
    own=${XDG_CONFIG_HOME:-$HOME/.config}/pip/pip.conf
    [ ! -f /etc/pip.conf ] || cp /etc/pip.conf "$root/etc/"
    [ ! -f "$own" ] || install -D --mode=644 "$own" "$root$HOME_INSIDE/.config/pip/pip.conf"
    { cat /etc/pip.conf "$own" 2>/dev/null || true; env | grep '^PIP_' || true; } | grep -oE '(file://)?/[^ ,]+' |
        while read -r place; do
            case $place in
            file:*) place=$(dirname "${place#file://}") ;;
            esac
            [ ! -d "$place" ] || echo "$place"
        done | sort -u >"$root/etc/lent"
    while read -r place; do mkdir -p "$root$place"; done <"$root/etc/lent"
}

bring_newcomer() {
    chroot "$root" useradd --no-create-home --home-dir $HOME_INSIDE --shell /bin/bash newcomer
    mkdir -p "$root$HOME_INSIDE"
    git -c safe.directory='*' clone --quiet --no-hardlinks "$repository" "$root$HOME_INSIDE/stegi"
    chroot "$root" chown -R newcomer: $HOME_INSIDE
}

# Chromium's sandbox is a namespace of its own, which in a mere chroot it is refused.
turn_root() {
    mount --bind "$root" "$root"
    mount --rbind /dev "$root/dev"
    mount -t proc proc "$root/proc"
    mount -t sysfs -o ro sysfs "$root/sys"
    while read -r place; do mount --bind -o ro "$place" "$root$place"; done <"$root/etc/lent"
    rm "$root/etc/lent"
    hostname fresh
    cd "$root"
    mkdir before
    pivot_root . before
    hash -r
    umount --lazy /before
    rmdir /before
}

if [ $# = 0 ]; then
    main
else
    walk "$1"
fi
