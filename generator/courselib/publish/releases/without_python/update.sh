#!/bin/sh
# Updates a site from a pack where there is no Python. POSIX sh, tried with dash and busybox.
# The same form of packs, the same folder of kept sites as `courselib update`: .SITE.releases beside the site.
# Order: everything is verified, then the new site is made beside the old one, verified, and put in its place by renames.

LC_ALL=C; export LC_ALL
umask 022
KEEP=2
TAB=$(printf '\t')

fail() { printf '出错了：%s\n' "$1" >&2; [ -n "$2" ] && printf '怎么办：%s\n' "$2" >&2; clean; exit "${3:-1}"; }
refuse() { fail "$1站点没有动。" "${2:-不要使用这个包；向发布的人重新取一份。}"; }
say() { printf '%s\n' "$1"; }
sum() { sha256sum < "$1" | cut -d ' ' -f 1; }

usage() {
  cat >&2 <<'TEXT'
用法：sh update.sh 站点文件夹 更新包.zip     更新站点（站点还没有时，用完整包安装）
      sh update.sh --rollback 站点文件夹     退回上一个版本
例：  sh update.sh site course-library-1.0-to-1.1.zip
TEXT
  exit 2
}

clean() {
  if [ -n "$LOCKED" ]; then rm -rf "$KEPT/unpacked" "$KEPT/new" "$KEPT/work" "$KEPT/lock.d"; rmdir "$KEPT" 2>/dev/null; LOCKED=; fi
}

# Is version $1 lower than $2? Compared number by number, missing ones are 0.
lower() {
  awk -v a="$1" -v b="$2" 'BEGIN { split(a, x, "."); split(b, y, ".");
    for (i = 1; i <= 4; i++) { if (x[i] + 0 < y[i] + 0) exit 0; if (x[i] + 0 > y[i] + 0) exit 1 } exit 1 }'
}
is_version() { printf '%s\n' "$1" | grep -Eq '^(0|[1-9][0-9]{0,3})(\.(0|[1-9][0-9]{0,3})){0,3}$'; }
is_hash() { printf '%s\n' "$1" | grep -Eq '^[0-9a-f]{64}$'; }

# Lines of names on the input: prints the first that could lead elsewhere or be taken for another on some system.
bad_name() {
  awk '
    function bad(name) { print name; found = 1; exit }
    { low = tolower($0) }
    length($0) > 140 || $0 !~ "^[-A-Za-z0-9._~+@=() /]+$" || $0 ~ "^[-/]" || $0 ~ "/$" || $0 ~ "//" { bad($0) }
    { n = split(low, part, "/")
      for (i = 1; i <= n; i++) {
        if (part[i] ~ /[. ]$/ || part[i] ~ /^(con|prn|aux|nul|com[0-9]|lpt[0-9]) *(\.|$)/) bad($0)
      }
      if (low in seen) bad($0)
      seen[low] = 1
      path = part[1]
      for (i = 2; i <= n; i++) { folder[path] = 1; path = path "/" part[i] } }
    END { if (!found) for (name in seen) if (name in folder) { print name; exit } }'
}

# Flattens canonical JSON without escapes: "manifest/after TAB value", "members TAB NAME TAB sha256 TAB value", "removed TAB NAME".
flatten() {
  awk '
    { gsub(/[][{},]/, "\n&\n"); n = split($0, line, "\n")
      for (i = 1; i <= n; i++) {
        t = line[i]
        if (t == "" || t == ",") continue
        if (t == "{" || t == "[") { depth++; key[depth] = next_key; next_key = ""; continue }
        if (t == "}" || t == "]") { depth--; continue }
        where = ""
        for (d = 2; d <= depth; d++) where = where key[d] "\t"
        if (t ~ /":$/) { next_key = substr(t, 2, length(t) - 3); continue }
        cut = index(t, "\":")
        if (cut) { k = substr(t, 2, cut - 2); v = substr(t, cut + 2) } else { k = ""; v = t }
        gsub(/^"|"$/, "", v)
        print where (k == "" ? "" : k "\t") v
      } }'
}
fact() { awk -F "$TAB" -v key="$1" '{ k = $1; for (i = 2; i < NF; i++) k = k "/" $i } k == key { print $NF; exit }' "$WORK/facts"; }

# "HASH  PATH" of every file in a manifest.
listed() { awk '/^"folders":\{$/ { exit } /^"/ { path = $0; sub(/":\{"sha256":.*/, "", path); hash = $0; sub(/.*":\{"sha256":"/, "", hash)
  print substr(hash, 1, 64) "  " substr(path, 2) }' "$1"; }
# Paths of all files below a folder but those that stand in no manifest; anything that is no plain file or folder is told first.
odd() { find "$1" ! -type f ! -type d | head -n 1; }
files() { (cd "$1" && find . -type f | sed 's|^\./||' | grep -v -e '^manifest\.json$' -e '^release/' | sort); }

release_of() { sed -n 's/.*"'"$2"'": *"\([^"]*\)".*/\1/p' "$1/release.json" 2>/dev/null | head -n 1; }

# --- What lies beside the site

# courselib update holds update.lock, and looks at lock.d itself; where there is no flock to ask with, its note says which process it is.
command_at_work() {
  [ -f "$KEPT/update.lock" ] || return 1
  if command -v flock >/dev/null 2>&1; then ! flock -n "$KEPT/update.lock" true; return; fi
  other=$(sed -n 's/.*"pid": *\([0-9][0-9]*\).*/\1/p' "$KEPT/update.json" 2>/dev/null | head -n 1)
  [ -n "$other" ] && kill -0 "$other" 2>/dev/null
}

lock() {
  [ -L "$KEPT" ] && refuse "$KEPT 是符号链接。" "删去它再试。"
  mkdir -p "$KEPT" || fail "不能在 $PARENT 里写文件。站点没有动。" "检查权限和磁盘空间。" 3
  if ! mkdir "$KEPT/lock.d" 2>/dev/null; then
    other=$(cat "$KEPT/lock.d/pid" 2>/dev/null)
    if [ -n "$other" ] && kill -0 "$other" 2>/dev/null; then fail "另一个命令正在更新这个站点。" "等它做完。" 3; fi
    rm -rf "$KEPT/lock.d"; mkdir "$KEPT/lock.d" || fail "另一个命令正在更新这个站点。" "等它做完。" 3
  fi
  echo $$ > "$KEPT/lock.d/pid"
  LOCKED=1
  if command_at_work; then
    LOCKED=; rm -rf "$KEPT/lock.d"
    fail "另一个命令正在更新这个站点。" "等它做完；没有别的命令在运行时，删去 $KEPT/update.json 再试。" 3
  fi
  if [ -f "$KEPT/state.json" ] && ! grep -q '"step":null' "$KEPT/state.json"; then
    LOCKED=; rm -rf "$KEPT/lock.d"
    fail "上一次 courselib update 没有做完。" "先在有 Python 的电脑上运行一次 courselib update。" 3
  fi
}

# Finishes or takes back what a killed run began.
settle() {
  if [ ! -e "$SITE" ] && [ -d "$ASIDE" ]; then mv "$ASIDE" "$SITE"; fi
  if [ -d "$ASIDE" ]; then keep_aside; fi
  rm -rf "$KEPT/unpacked" "$KEPT/new" "$KEPT/work" "$KEPT"/gone-*
  if [ -f "$KEPT/back" ]; then
    name=$(cat "$KEPT/back")
    # The kept site was on its way back: it stands, or is kept still.
    if [ ! -d "$KEPT/$name" ] && [ "$(release_of "$SITE" version)" != "$name" ] && [ -d "$KEPT/returning" ]; then mv "$KEPT/returning" "$KEPT/$name"; fi
    rm -rf "$KEPT/returning" "$KEPT/back"
    kept_state
  fi
}

keep_aside() {
  name=$(release_of "$ASIDE" version)
  is_version "$name" || name=unreleased
  # What was gone back from, or mended, is not gone back to.
  if [ -f "$KEPT/back" ] || [ "$(release_of "$SITE" version)" = "$name" ]; then rm -rf "$ASIDE"; return; fi
  # A folder that is half removed has another name, so that nobody takes it for a site.
  if [ -d "$KEPT/$name" ]; then mv "$KEPT/$name" "$KEPT/gone-$$"; rm -rf "$KEPT/gone-$$"; fi
  mv "$ASIDE" "$KEPT/$name"
  kept_state
}

# Names of kept sites, the oldest first.
kept_names() {
  for place in "$KEPT"/*/; do
    name=${place%/}; name=${name##*/}
    if is_version "$name" || [ "$name" = unreleased ]; then echo "$name"; fi
  done | awk '{ n = split($0, x, "."); printf "%05d.%05d.%05d.%05d %s\n", x[1], x[2], x[3], x[4], $0 }' | sort | cut -d ' ' -f 2
}

# Drops all kept sites but the last ones, and tells `courselib update` which there are.
kept_state() {
  names=$(kept_names)
  over=$(($(printf '%s\n' "$names" | grep -c .) - KEEP))
  for name in $names; do
    [ "$over" -gt 0 ] || break
    mv "$KEPT/$name" "$KEPT/gone-$$"; rm -rf "$KEPT/gone-$$"; over=$((over - 1))
  done
  if [ -f "$KEPT/state.json" ]; then
    list=$(kept_names | sed 's/.*/"&"/' | tr '\n' ',' | sed 's/,$//')
    sed 's/"kept":\[[^]]*\]/"kept":['"$list"']/' "$KEPT/state.json" > "$KEPT/state.new" && mv "$KEPT/state.new" "$KEPT/state.json"
  fi
}

# Puts a finished site in the place. At every moment it or the old one stands there, or the old one lies at $ASIDE, whence the next run
# puts it back.
swap() {
  sync
  if [ -e "$SITE" ]; then mv "$SITE" "$ASIDE" || fail "站点的文件夹正在使用，换不上去。站点没有动。" "关掉打开着它的程序，再试一次。" 3; fi
  if ! mv "$1" "$SITE"; then
    [ -d "$ASIDE" ] && mv "$ASIDE" "$SITE"
    fail "新站点换不上去。站点没有动。" "检查权限，再试一次。" 3
  fi
  [ -d "$ASIDE" ] && keep_aside
  sync
}

# --- A pack

unpack() {
  say "检查更新包……"
  unzip -l "$PACK" > "$WORK/zip" 2>/dev/null || refuse "$PACK 不是更新包，或不完整。"
  sed -n 's/^ *[0-9][0-9]* *[0-9][0-9]*-[0-9-]* [0-9][0-9]*:[0-9:]* *\(.*\)$/\1/p' "$WORK/zip" > "$WORK/names"
  # The last line of the list sums up: it has no name.
  whole=$(awk '/^ *[0-9]+ +[0-9-]+ [0-9:]+ / { n++; s += $1; if ($1 > 268435456) s = 1e15 } END { if (n > 200000) s = 1e15; printf "%.0f", s }' "$WORK/zip")
  [ -s "$WORK/names" ] || refuse "$PACK 不是更新包，或不完整。"
  if [ "$(printf '%s' "$whole" | wc -c)" -gt 10 ] || [ "$whole" -gt 8589934592 ]; then refuse "更新包解开来太大。"; fi
  packed=$(wc -c < "$PACK")
  if [ "$whole" -gt 1048576 ] && [ $((whole / 200)) -gt "$packed" ]; then refuse "更新包解开来大得不合常理。"; fi
  name=$(bad_name < "$WORK/names")
  [ -n "$name" ] && refuse "更新包里有不能用的文件名：$name。"
  name=$(grep -v -e '^site/.' -e '^patch/.' -e '^data/.' -e '^content/.' -e '^metadata/[a-z0-9.]*\.json$' -e '^pack\.json$' \
    -e '^changes\.html$' -e '^changes\.json$' -e '^SHA256SUMS$' "$WORK/names" | head -n 1)
  [ -n "$name" ] && refuse "更新包里有不该有的文件：$name。"
  mkdir "$KEPT/unpacked" || fail "不能在 $KEPT 里写文件。站点没有动。" "检查权限和磁盘空间。" 3
  # Asked nothing: a second file of one name would be a question.
  # A member may not unpack to more than 256 MB (in blocks of 512 bytes), whatever its header says.
  (ulimit -f 524288; unzip -q -o "$PACK" -d "$KEPT/unpacked" < /dev/null) > /dev/null 2>&1 || refuse "更新包损坏了，解不开（或磁盘满了）。" "检查磁盘空间；还是这样，重新取一份。"
  [ -n "$(odd "$KEPT/unpacked")" ] && refuse "更新包里有链接。"
  (cd "$KEPT/unpacked" && find . -type f | sed 's|^\./||' | sort) > "$WORK/there"
  sort "$WORK/names" | cmp -s - "$WORK/there" || refuse "更新包里的文件与它的目录对不上。"
}

read_pack() {
  cd "$KEPT/unpacked" || exit 3
  [ -f pack.json ] && [ -f SHA256SUMS ] || refuse "更新包不完整：没有 pack.json 或 SHA256SUMS。"
  [ "$(wc -c < pack.json)" -le 67108864 ] || refuse "pack.json 太大。"
  # Names with other characters were refused; an escape here would be one.
  grep -q '\\' pack.json && refuse "pack.json 不合格式。"
  flatten < pack.json > "$WORK/facts"
  [ "$(fact format)" = 1 ] || refuse "更新包的格式不认识。" "换新版的 update.sh，或用 courselib update。"
  KIND=$(fact kind) LIBRARY=$(fact library) VERSION=$(fact version) FROM=$(fact from)
  MANIFEST_BEFORE=$(fact manifest/before) MANIFEST_AFTER=$(fact manifest/after)
  is_version "$VERSION" && is_hash "$MANIFEST_AFTER" || refuse "pack.json 不合格式。"
  printf '%s\n' "$LIBRARY" | grep -Eq '^[a-z0-9-]{1,40}$' || refuse "pack.json 不合格式。"
  case $KIND in
    full) [ -z "$FROM" ] || refuse "pack.json 不合格式。" ;;
    delta) is_version "$FROM" && is_hash "$MANIFEST_BEFORE" || refuse "pack.json 不合格式。" ;;
    content) refuse "这是内容包，供下级课程库引用，不能用来更新站点。" "用 $LIBRARY-$VERSION-full.zip。" ;;
    *) refuse "更新包的种类不认识。" ;;
  esac
  awk -F "$TAB" '$1 == "members" && $3 == "sha256" { print $4 "  " $2 }' "$WORK/facts" > "$WORK/sums"
  printf '%s  pack.json\n' "$(sum pack.json)" >> "$WORK/sums"
  sort "$WORK/sums" > "$WORK/sums.sorted"
  sort SHA256SUMS | cmp -s - "$WORK/sums.sorted" || refuse "SHA256SUMS 与 pack.json 说的不一样。"
  grep -v -e '^metadata/' -e '^SHA256SUMS$' "$WORK/there" > "$WORK/members"
  cut -c 67- "$WORK/sums.sorted" | sort | cmp -s - "$WORK/members" || refuse "更新包里少了或多了文件。"
  sha256sum -c SHA256SUMS > /dev/null 2>&1 || refuse "更新包里有文件损坏了，或被改过。"
  awk -F "$TAB" '$1 == "removed" && NF == 2 { print $2 }' "$WORK/facts" > "$WORK/removed"
  awk -F "$TAB" '$1 == "patched" && $3 == "before" { print $2 }' "$WORK/facts" > "$WORK/patched"
  name=$(cat "$WORK/removed" "$WORK/patched" | bad_name)
  [ -n "$name" ] && refuse "pack.json 里有不能用的文件名：$name。"
  cd "$HERE" || exit 3
}

judge() {
  if [ ! -d "$SITE" ] || [ -z "$(ls -A "$SITE")" ]; then
    [ "$KIND" = full ] || refuse "这是从 $FROM 到 $VERSION 的增量包，这里还没有站点。" "装新站点用完整包 $LIBRARY-$VERSION-full.zip。"
    return
  fi
  [ -n "$(odd "$SITE")" ] && refuse "站点里有链接：$(odd "$SITE")。" "移走它再试。"
  [ -f "$SITE/manifest.json" ] && [ -f "$SITE/index.html" ] || refuse "文件夹 $SITE 里有别的文件，不是本工具生成的站点。" "写站点的文件夹。"
  old=$(release_of "$SITE" version) owner=$(release_of "$SITE" library)
  if [ -n "$owner" ] && [ "$owner" != "$LIBRARY" ]; then refuse "更新包是 $LIBRARY 的，站点是 $owner 的，不是同一个课程库。" "核对站点的文件夹和更新包。"; fi
  if is_version "$old"; then
    if lower "$VERSION" "$old"; then refuse "更新包是 $VERSION，站点已经是 $old，版本只升不降。" "要退回上一个版本，用 sh update.sh --rollback。"; fi
    lower "$old" "$VERSION" || [ "$KIND" = full ] || refuse "站点已经是 $VERSION，不用更新。" "不用做什么。"
  fi
  if [ -f "$SITE/release/root.json" ] || [ -f "$KEPT/root.json" ]; then
    [ -f "$KEPT/unpacked/metadata/root.json" ] || refuse "更新包没有签名，站点用的是签名的版本。" "不要使用：签名可能被人去掉了。"
  fi
  [ "$KIND" = delta ] || return 0
  is_version "$old" || refuse "站点不是发布的版本，增量包用不上。" "用完整包 $LIBRARY-$VERSION-full.zip。"
  [ "$old" = "$FROM" ] || refuse "这个增量包从 $FROM 更新到 $VERSION，站点现在是 $old。" "用 $LIBRARY-$old-to-$VERSION.zip，或完整包 $LIBRARY-$VERSION-full.zip。"
  [ "$(sum "$SITE/manifest.json")" = "$MANIFEST_BEFORE" ] || refuse "站点的文件清单 manifest.json 不是 $FROM 发布的那一份。" "用完整包 $LIBRARY-$VERSION-full.zip。"
  listed "$SITE/manifest.json" > "$WORK/old"
  (cd "$SITE" && sha256sum -c "$WORK/old") > "$WORK/checked" 2>/dev/null ||
    refuse "站点的文件被改过或不全：$(sed -n 's/: FAILED.*//p' "$WORK/checked" | head -n 1)。" "用完整包 $LIBRARY-$VERSION-full.zip。"
}

# Makes a new file of an old one: $1 patch, $2 data, $3 old file, $4 new file.
patch_file() {
  grep -Evq '^(copy|add) (0|[1-9][0-9]{0,8}) [1-9][0-9]{0,8}$' "$1" && return 1
  : > "$4"
  while read -r what offset length; do
    case $what in copy) from=$3 ;; *) from=$2 ;; esac
    tail -c "+$((offset + 1))" "$from" | head -c "$length" >> "$4"
  done < "$1"
}

# Makes the new site at $KEPT/new: of the whole pack, or of the old site and what changed.
join() {
  say "准备新站点……"
  new=$KEPT/new
  if [ "$KIND" = full ]; then
    mv "$KEPT/unpacked/site" "$new" || refuse "更新包里没有站点。"
  else
    # Links take no room where the disk has them; what changes is written anew, never over a link.
    cp -al "$SITE" "$new" 2>/dev/null || { rm -rf "$new"; cp -R -p "$SITE" "$new"; } || fail "磁盘满了，或没有权限。站点没有动。" "腾出空间再试。" 3
    rm -rf "$new/release"
    while IFS= read -r path; do
      rm -f "$new/$path"; (cd "$new" && rmdir -p "$(dirname "$path")" 2>/dev/null)
    done < "$WORK/removed"
    mkdir -p "$KEPT/unpacked/site"
    while IFS= read -r path; do
      mkdir -p "$KEPT/unpacked/site/$(dirname "$path")"
      [ -f "$SITE/$path" ] && [ -f "$KEPT/unpacked/patch/$path" ] && [ -f "$KEPT/unpacked/data/$path" ] &&
        patch_file "$KEPT/unpacked/patch/$path" "$KEPT/unpacked/data/$path" "$SITE/$path" "$KEPT/unpacked/site/$path" ||
        refuse "对 $path 的修改不合格式。"
    done < "$WORK/patched"
    (cd "$KEPT/unpacked/site" && find . -type f) | while IFS= read -r path; do
      mkdir -p "$new/$(dirname "$path")" && mv -f "$KEPT/unpacked/site/$path" "$new/$path" || exit 1
    done || refuse "更新包里的文件与站点里的文件夹对不上。"
  fi
  [ -f "$new/manifest.json" ] && [ "$(sum "$new/manifest.json")" = "$MANIFEST_AFTER" ] || refuse "新的文件清单 manifest.json 不是说好的那一份。"
  listed "$new/manifest.json" > "$WORK/new"
  cut -c 67- "$WORK/new" | sort > "$WORK/new.paths"
  [ "$(release_of "$new" version)" = "$VERSION" ] && [ "$(release_of "$new" library)" = "$LIBRARY" ] || refuse "新站点的 release.json 与 pack.json 说的不是同一个版本。"
  foreign
  say "核对新站点……"
  (cd "$new" && sha256sum -c "$WORK/new") > "$WORK/checked" 2>/dev/null ||
    refuse "新站点的文件不对：$(sed -n 's/: FAILED.*//p' "$WORK/checked" | head -n 1)。"
  files "$new" > "$WORK/made"
  cat "$WORK/new.paths" "$WORK/foreign" | sort -u | cmp -s - "$WORK/made" || refuse "新站点里少了或多了文件。"
  mkdir "$new/release" || refuse "新站点里有 release。"
  cp "$KEPT/unpacked/pack.json" "$KEPT/unpacked/changes.html" "$new/release/" 2>/dev/null
  [ -d "$KEPT/unpacked/metadata" ] && cp "$KEPT/unpacked/metadata/"*.json "$new/release/"
  return 0
}

# Files of the user's own, which no manifest names, stay.
foreign() {
  : > "$WORK/foreign"
  [ -f "$SITE/manifest.json" ] || return 0
  listed "$SITE/manifest.json" | cut -c 67- | sort > "$WORK/old.paths"
  files "$SITE" > "$WORK/stands"
  awk 'FILENAME == ARGV[1] { known[$0] = 1; next } !($0 in known)' "$WORK/old.paths" "$WORK/stands" > "$WORK/own"
  clash=$(awk 'FILENAME == ARGV[1] { known[$0] = 1; next } $0 in known { print; exit }' "$WORK/new.paths" "$WORK/own")
  [ -n "$clash" ] && refuse "您放进站点的 $clash 与新站点的文件重名。" "移走它再试。"
  while IFS= read -r path; do
    [ -f "$new/$path" ] || { mkdir -p "$new/$(dirname "$path")" && cp -p "$SITE/$path" "$new/$path"; } || refuse "您放进站点的 $path 拷不过去。" "移走它再试。"
    say "照样留着您放进站点的 $path。"
  done < "$WORK/own"
  cp "$WORK/own" "$WORK/foreign"
}

# What a shell cannot prove is said.
about_signatures() {
  root=$KEPT/unpacked/metadata/1.root.json
  if [ ! -f "$root" ]; then
    say "这个包没有签名：只核对了文件有没有损坏，看不出是谁发布的。"
    return
  fi
  print=$(tr -d '\n' < "$root" | sed 's/^.*,"signed"://; s/}$//' | tr -d '\n' | sha256sum | cut -c 1-64)
  say "包里的指纹：$(printf '%s' "$print" | sed 's/..../& /g')"
  say "请与纸上的指纹核对。这个脚本核对了每个文件，但不会验证签名："
  say "更新以后，请用另一份可靠拷贝里的“校验本站”页面（verify.html）查一遍；有 Python 的电脑请用 courselib update。"
}

update() {
  [ -f "$PACK" ] || fail "没有 $PACK 这个文件。" "检查更新包的名称。" 2
  unpack
  read_pack
  judge
  join
  about_signatures
  swap "$new"
  clean
  say "站点已更新到 $VERSION。以前的版本留在 $KEPT，退回用：sh update.sh --rollback $SITE"
}

rollback() {
  last=$(kept_names | tail -n 1)
  [ -n "$last" ] || refuse "没有留着更早的版本，退不回去。" "要换上某一版，用它的完整包装到一个空文件夹里。"
  say "核对 $last……"
  listed "$KEPT/$last/manifest.json" > "$WORK/new"
  (cd "$KEPT/$last" && sha256sum -c "$WORK/new") > /dev/null 2>&1 || refuse "留着的 $last 文件不全或被改过，不能用。" "要换上某一版，用它的完整包。"
  printf '%s\n' "$last" > "$KEPT/back"
  mv "$KEPT/$last" "$KEPT/returning" && swap "$KEPT/returning"
  rm -f "$KEPT/back"
  kept_state
  clean
  say "站点已退回 $last。"
}

case ${1:-} in
  --rollback) [ $# -eq 2 ] || usage; WHAT=rollback SITE=${2%/} ;;
  -*|'') usage ;;
  *) [ $# -eq 2 ] || usage; WHAT=update SITE=${1%/} PACK=$2 ;;
esac
for tool in unzip sha256sum awk sed find sort cmp; do
  command -v "$tool" > /dev/null || fail "这台电脑没有 $tool 命令。" "装上它（Debian、统信、麒麟：apt install unzip coreutils），或用 courselib update。" 3
done
[ -L "$SITE" ] && fail "$SITE 是符号链接。" "写真正的文件夹。" 2
HERE=$(pwd)
PARENT=$(cd "$(dirname "$SITE")" 2>/dev/null && pwd) || fail "没有 $(dirname "$SITE") 这个文件夹。" "先建好上一级文件夹。" 2
BASE=$(basename "$SITE")
case $BASE in /|.|..) fail "站点要放在一个有名字的文件夹里。" "如 site。" 2 ;; esac
[ -n "${PACK:-}" ] && PACK=$(cd "$(dirname "$PACK")" 2>/dev/null && pwd)/$(basename "$PACK")
SITE=${PARENT%/}/$BASE KEPT=${PARENT%/}/.$BASE.releases ASIDE=${PARENT%/}/.$BASE.old WORK=$KEPT/work LOCKED=
trap 'clean; exit 3' INT TERM HUP
lock
settle
mkdir -p "$WORK" || exit 3
"$WHAT"
