# Updates a site from a pack on Windows 7 and later, where there is no Python: PowerShell 2.0 to 5.1, nothing to install.
# The twin of update.sh: the same form of packs, the same folder of kept sites, .SITE.releases beside the site.
# Everything is verified, then the new site is made beside the old one, verified, and put in its place by renames.
# The archive is read here and not by the system, so that nothing is written before its name and size were judged.

$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Core
Add-Type -AssemblyName System.Web.Extensions
$KEEP = 2
$MB = 1048576
$script:lock = $null

function Fail($what, $hint, $code = 1) { throw (New-Object System.ApplicationException("$code|$what|$hint")) }
function Refuse($what, $hint = '不要使用这个包；向发布的人重新取一份。') { Fail ($what + '站点没有动。') $hint }
function Table { New-Object System.Collections.Hashtable ([StringComparer]::Ordinal) }
function Hash-Stream($stream) {
    $sha = New-Object System.Security.Cryptography.SHA256CryptoServiceProvider
    return ([BitConverter]::ToString($sha.ComputeHash($stream)) -replace '-', '').ToLower()
}
function Hash-File($path) {
    $stream = [IO.File]::OpenRead($path)
    try { return Hash-Stream $stream } finally { $stream.Close() }
}
function Read-Json($text) {
    $reader = New-Object System.Web.Script.Serialization.JavaScriptSerializer
    $reader.MaxJsonLength = 64 * $MB
    return , $reader.DeserializeObject($text)
}
function Is-Version($text) { return ($text -is [string]) -and $text -cmatch '\A(0|[1-9][0-9]{0,3})(\.(0|[1-9][0-9]{0,3})){0,3}\z' }
function Compare-Version($one, $other) {
    $a = @($one.Split('.')); $b = @($other.Split('.'))
    for ($i = 0; $i -lt 4; $i++) {
        $x = 0; $y = 0
        if ($i -lt $a.Length) { $x = [int]$a[$i] }
        if ($i -lt $b.Length) { $y = [int]$b[$i] }
        if ($x -ne $y) { return $x - $y }
    }
    return 0
}
# The first name that could lead elsewhere, or be taken for another; $null when all are good.
function Bad-Name($names) {
    $seen = Table; $folders = Table
    foreach ($name in $names) {
        if ($name.Length -gt 140 -or $name -cnotmatch '\A[-A-Za-z0-9._~+@=()/ ]+\z') { return $name }
        $parts = $name.ToLower().Split('/')
        foreach ($part in $parts) {
            if ($part -eq '' -or $part -match '[. ]\z' -or $part -match '\A(con|prn|aux|nul|com[0-9]|lpt[0-9]) *(\.|\z)') { return $name }
        }
        $low = $name.ToLower()
        if ($seen.ContainsKey($low)) { return $name }
        $seen[$low] = $true
        for ($i = 1; $i -lt $parts.Length; $i++) { $folders[[string]::Join('/', $parts[0..($i - 1)])] = $true }
    }
    foreach ($low in $seen.get_Keys()) { if ($folders.ContainsKey($low)) { return $low } }
    return $null
}
function Place($folder, $path) { return Join-Path $folder ($path -replace '/', '\') }
function Make-Folder($path) { [void][IO.Directory]::CreateDirectory($path) }
function Remove-Folder($path) { if ([IO.Directory]::Exists($path)) { Remove-Item -LiteralPath $path -Recurse -Force } }

# Paths of all files below a folder, with slashes; a link or junction is refused.
function Files-Of($folder, $below = '') {
    foreach ($entry in (New-Object IO.DirectoryInfo $folder).GetFileSystemInfos()) {
        if ($entry.Attributes -band [IO.FileAttributes]::ReparsePoint) { Refuse "$folder 里有链接：$below$($entry.Name)。" '移走它再试。' }
        if ($entry -is [IO.DirectoryInfo]) { Files-Of $entry.FullName "$below$($entry.Name)/" } else { "$below$($entry.Name)" }
    }
}
function Own-Files($folder) { return @(Files-Of $folder | Where-Object { $_ -ne 'manifest.json' -and $_ -notlike 'release/*' }) }
# Hashes by path of what a manifest lists.
function Listed($folder) {
    $table = Table
    try { $files = (Read-Json ([IO.File]::ReadAllText((Place $folder 'manifest.json'))))['files'] } catch { Refuse "$folder 的 manifest.json 读不懂。" }
    foreach ($path in $files.get_Keys()) { $table[$path] = $files[$path]['sha256'] }
    return $table
}
function Release-Of($folder) {
    try { return Read-Json ([IO.File]::ReadAllText((Place $folder 'release.json'))) } catch { return @{} }
}
# The first file that is not as listed; $null when all are.
function First-Wrong($folder, $listed) {
    foreach ($path in $listed.get_Keys()) {
        $place = Place $folder $path
        if (-not [IO.File]::Exists($place) -or (Hash-File $place) -cne $listed[$path]) { return $path }
    }
    return $null
}

# --- What lies beside the site

function Kept-Names {
    $names = @()
    foreach ($place in [IO.Directory]::GetDirectories($script:kept)) {
        $name = [IO.Path]::GetFileName($place)
        if ((Is-Version $name) -or $name -eq 'unreleased') { $names += $name }
    }
    return @($names | Sort-Object { $key = ''; if ($_ -ne 'unreleased') { foreach ($n in $_.Split('.')) { $key += $n.PadLeft(5, '0') } }; $key.PadRight(20, '0') })
}
function Drop($place) {
    # A folder that is half removed has another name, so that nobody takes it for a site.
    if ([IO.Directory]::Exists($place)) {
        $gone = Join-Path $script:kept ('gone-' + [Guid]::NewGuid().ToString('N').Substring(0, 8))
        [IO.Directory]::Move($place, $gone); Remove-Folder $gone
    }
}
# Drops all kept sites but the last ones, and tells `courselib update` which there are.
function Tidy {
    $names = @(Kept-Names)
    for ($i = 0; $i -lt $names.Length - $KEEP; $i++) { Drop (Join-Path $script:kept $names[$i]) }
    $state = Join-Path $script:kept 'state.json'
    if ([IO.File]::Exists($state)) {
        $list = [string]::Join(',', @(Kept-Names | ForEach-Object { '"' + $_ + '"' }))
        $text = [IO.File]::ReadAllText($state) -replace '"kept":\[[^\]]*\]', ('"kept":[' + $list + ']')
        [IO.File]::WriteAllText("$state.new", $text); [IO.File]::Delete($state); [IO.File]::Move("$state.new", $state)
    }
}
function Keep-Aside {
    $name = [string](Release-Of $script:aside)['version']
    if (-not (Is-Version $name)) { $name = 'unreleased' }
    # What was gone back from, or mended, is not gone back to.
    if ([IO.File]::Exists((Join-Path $script:kept 'back')) -or (Release-Of $script:site)['version'] -ceq $name) { Remove-Folder $script:aside; return }
    Drop (Join-Path $script:kept $name)
    [IO.Directory]::Move($script:aside, (Join-Path $script:kept $name))
    Tidy
}
# Finishes or takes back what a killed run began.
function Settle {
    if (-not [IO.Directory]::Exists($script:site) -and [IO.Directory]::Exists($script:aside)) { [IO.Directory]::Move($script:aside, $script:site) }
    if ([IO.Directory]::Exists($script:aside)) { Keep-Aside }
    foreach ($place in [IO.Directory]::GetDirectories($script:kept)) {
        if ([IO.Path]::GetFileName($place) -match '\A(unpacked|new|gone-.*)\z') { Remove-Folder $place }
    }
    $back = Join-Path $script:kept 'back'; $returning = Join-Path $script:kept 'returning'
    if ([IO.File]::Exists($back)) {
        $name = [IO.File]::ReadAllText($back).Trim()
        if ([IO.Directory]::Exists($returning) -and ((Is-Version $name) -or $name -eq 'unreleased') -and -not [IO.Directory]::Exists((Join-Path $script:kept $name))) {
            [IO.Directory]::Move($returning, (Join-Path $script:kept $name))
        }
        Remove-Folder $returning; [IO.File]::Delete($back)
    }
}
# At every moment the new or the old site stands in the place, or the old one lies aside, whence the next run puts it back.
function Swap($new) {
    try {
        if ([IO.Directory]::Exists($script:site)) { [IO.Directory]::Move($script:site, $script:aside) }
    } catch { Fail '站点的文件夹正在使用，换不上去。站点没有动。' '关掉打开着它的窗口和程序，再试一次。' 3 }
    try { [IO.Directory]::Move($new, $script:site) }
    catch {
        if ([IO.Directory]::Exists($script:aside)) { [IO.Directory]::Move($script:aside, $script:site) }
        Fail '新站点换不上去。站点没有动。' '检查权限，再试一次。' 3
    }
    if ([IO.Directory]::Exists($script:aside)) { Keep-Aside }
}

# --- A pack

# The members of an archive by name: [method, packed size, size, where its header stands]. Only the plain form that packs have.
function Members($stream) {
    $reader = New-Object IO.BinaryReader $stream
    if ($stream.Length -lt 22) { Refuse '它不是更新包，或不完整。' }
    [void]$stream.Seek(-22, 'End')
    if ($reader.ReadUInt32() -ne 0x06054b50) { Refuse '它不是更新包，或不完整。' }
    [void]$reader.ReadBytes(6)
    $count = $reader.ReadUInt16(); $length = [long]$reader.ReadUInt32(); $offset = [long]$reader.ReadUInt32()
    if ($count -eq 65535 -or $offset -eq [uint32]::MaxValue) { Refuse '更新包太大，这个脚本解不开。' '用 courselib update。' }
    if ($offset + $length + 22 -ne $stream.Length) { Refuse '更新包不合格式。' }
    [void]$stream.Seek($offset, 'Begin')
    $members = Table; $names = New-Object Collections.ArrayList; $whole = [long]0
    for ($i = 0; $i -lt $count; $i++) {
        if ($reader.ReadUInt32() -ne 0x02014b50) { Refuse '更新包不合格式。' }
        [void]$reader.ReadBytes(4)
        $flags = $reader.ReadUInt16(); $method = $reader.ReadUInt16()
        [void]$reader.ReadBytes(8)
        $packed = [long]$reader.ReadUInt32(); $size = [long]$reader.ReadUInt32()
        $long = $reader.ReadUInt16(); $rest = $reader.ReadUInt16() + $reader.ReadUInt16()
        [void]$reader.ReadBytes(8)
        $place = [long]$reader.ReadUInt32()
        $name = [Text.Encoding]::ASCII.GetString($reader.ReadBytes($long)); [void]$reader.ReadBytes($rest)
        if (($flags -band 1) -or ($method -ne 0 -and $method -ne 8)) { Refuse '更新包不合格式。' }
        $whole += $size
        if ($size -gt 256 * $MB -or $whole -gt 8192 * $MB) { Refuse '更新包解开来太大。' }
        if ($size -gt $MB -and $size -gt $packed * 200) { Refuse '更新包解开来大得不合常理。' }
        if ($name -cnotmatch '\A((site|patch|data|content)/.+|metadata/[a-z0-9.]+\.json|pack\.json|changes\.(html|json)|SHA256SUMS)\z') {
            Refuse "更新包里有不该有的文件：$name。"
        }
        [void]$names.Add($name); $members[$name] = @($method, $packed, $size, $place)
    }
    $bad = Bad-Name $names
    if ($bad) { Refuse "更新包里有不能用的文件名：$bad。" }
    return $members
}
# Writes a member to a file, never more than its size.
function Unpack($stream, $member, $target) {
    [void]$stream.Seek($member[3] + 26, 'Begin')
    $reader = New-Object IO.BinaryReader $stream
    $skip = $reader.ReadUInt16() + $reader.ReadUInt16()
    [void]$stream.Seek($skip, 'Current')
    Make-Folder ([IO.Path]::GetDirectoryName($target))
    $source = $stream
    if ($member[0] -eq 8) { $source = New-Object IO.Compression.DeflateStream($stream, [IO.Compression.CompressionMode]::Decompress, $true) }
    $out = [IO.File]::Create($target)
    try {
        $buffer = New-Object byte[] 65536; $left = [long]$member[2]
        while ($left -gt 0) {
            $got = $source.Read($buffer, 0, [int][Math]::Min($left, 65536))
            if ($got -eq 0) { Refuse '更新包损坏了。' }
            $out.Write($buffer, 0, $got); $left -= $got
        }
    } catch [IO.InvalidDataException] { Refuse '更新包损坏了。' } finally { $out.Close() }
}
# Makes a new file of pieces of an old one and of data.
function Patch-File($patch, $data, $old, $new) {
    $out = [IO.File]::Create($new); $sources = @{ 'copy' = [IO.File]::OpenRead($old); 'add' = [IO.File]::OpenRead($data) }
    try {
        foreach ($line in [IO.File]::ReadAllLines($patch)) {
            if ($line -cnotmatch '\A(copy|add) ([0-9]{1,9}) ([0-9]{1,9})\z') { return $false }
            $from = $sources[$matches[1]]; $start = [long]$matches[2]; $left = [long]$matches[3]
            if ($start + $left -gt $from.Length) { return $false }
            [void]$from.Seek($start, 'Begin')
            $buffer = New-Object byte[] 65536
            while ($left -gt 0) {
                $got = $from.Read($buffer, 0, [int][Math]::Min($left, 65536))
                if ($got -eq 0) { return $false }
                $out.Write($buffer, 0, $got); $left -= $got
            }
        }
        return $true
    } finally { $out.Close(); $sources['copy'].Close(); $sources['add'].Close() }
}

function Update($pack) {
    if (-not [IO.File]::Exists($pack)) { Fail "没有 $pack 这个文件。" '检查更新包的名称。' 2 }
    Write-Host '检查更新包……'
    $unpacked = Join-Path $script:kept 'unpacked'; $new = Join-Path $script:kept 'new'
    $stream = [IO.File]::OpenRead($pack)
    try {
        $members = Members $stream
        foreach ($name in $members.get_Keys()) { Unpack $stream $members[$name] (Place $unpacked $name) }
    } finally { $stream.Close() }
    if (-not $members.ContainsKey('pack.json') -or -not $members.ContainsKey('SHA256SUMS')) { Refuse '更新包不完整：没有 pack.json 或 SHA256SUMS。' }
    try { $facts = Read-Json ([IO.File]::ReadAllText((Place $unpacked 'pack.json'))) } catch { Refuse 'pack.json 不合格式。' }
    $kind = $facts['kind']; $library = $facts['library']; $version = $facts['version']; $from = $facts['from']
    if ($facts['format'] -ne 1) { Refuse '更新包的格式不认识。' '换新版的 update.ps1，或用 courselib update。' }
    if (-not (Is-Version $version) -or $library -cnotmatch '\A[a-z0-9-]{1,40}\z') { Refuse 'pack.json 不合格式。' }
    if ($kind -ceq 'content') { Refuse '这是内容包，供下级课程库引用，不能用来更新站点。' "用 $library-$version-full.zip。" }
    if (-not (($kind -ceq 'full' -and $from -eq '') -or ($kind -ceq 'delta' -and (Is-Version $from)))) { Refuse '更新包的种类不认识。' }
    # What pack.json, SHA256SUMS and the members say must agree.
    $sums = Table
    foreach ($line in [IO.File]::ReadAllLines((Place $unpacked 'SHA256SUMS'))) {
        if ($line -cnotmatch '\A([0-9a-f]{64})  (.+)\z') { Refuse 'SHA256SUMS 不合格式。' }
        $sums[$matches[2]] = $matches[1]
    }
    $told = $facts['members']
    foreach ($name in $members.get_Keys()) {
        if ($name -ceq 'SHA256SUMS' -or $name -clike 'metadata/*') { continue }
        $hash = Hash-File (Place $unpacked $name)
        if ($sums[$name] -cne $hash) { Refuse "更新包里的 $name 损坏了，或被改过。" }
        if ($name -cne 'pack.json' -and (-not $told.ContainsKey($name) -or $told[$name]['sha256'] -cne $hash)) { Refuse "pack.json 没有说到 $name。" }
    }
    foreach ($name in @($sums.get_Keys()) + @($told.get_Keys())) { if (-not $members.ContainsKey($name)) { Refuse "更新包里少了 $name。" } }
    $bad = Bad-Name (@($facts['removed']) + @($facts['patched'].get_Keys()))
    if ($bad) { Refuse "pack.json 里有不能用的文件名：$bad。" }

    # For this site, newer, made for what stands there.
    $stands = [IO.Directory]::Exists($script:site) -and @([IO.Directory]::GetFileSystemEntries($script:site)).Length -gt 0
    $listed = Table; $own = @()
    if (-not $stands -and $kind -ceq 'delta') { Refuse "这是从 $from 到 $version 的增量包，这里还没有站点。" "装新站点用 $library-$version-full.zip。" }
    if ($stands) {
        $files = @(Own-Files $script:site)
        if (-not [IO.File]::Exists((Place $script:site 'manifest.json')) -or -not [IO.File]::Exists((Place $script:site 'index.html'))) {
            Refuse "文件夹 $($script:site) 里有别的文件，不是本工具生成的站点。" '写站点的文件夹。'
        }
        $release = Release-Of $script:site; $old = $release['version']
        if ($release['library'] -and $release['library'] -cne $library) { Refuse "更新包是 $library 的，站点是 $($release['library']) 的，不是同一个课程库。" '核对站点和更新包。' }
        if (Is-Version $old) {
            $order = Compare-Version $version $old
            if ($order -lt 0) { Refuse "更新包是 $version，站点已经是 $old，版本只升不降。" '要退回上一个版本，用 update.bat rollback。' }
            if ($order -eq 0 -and $kind -ceq 'delta') { Refuse "站点已经是 $version，不用更新。" '不用做什么。' }
        }
        $signed = [IO.File]::Exists((Place $script:site 'release/root.json')) -or [IO.File]::Exists((Join-Path $script:kept 'root.json'))
        if ($signed -and -not $members.ContainsKey('metadata/root.json')) { Refuse '更新包没有签名，站点用的是签名的版本。' '不要使用：签名可能被人去掉了。' }
        $listed = Listed $script:site
        if ($kind -ceq 'delta') {
            if ($old -cne $from) { Refuse "这个增量包从 $from 更新到 $version，站点现在是 $old。" "用完整包 $library-$version-full.zip。" }
            if ((Hash-File (Place $script:site 'manifest.json')) -cne $facts['manifest']['before']) { Refuse "站点的文件清单 manifest.json 不是 $from 发布的那一份。" "用完整包 $library-$version-full.zip。" }
            $wrong = First-Wrong $script:site $listed
            if ($wrong) { Refuse "站点的文件被改过或不全：$wrong。" "用完整包 $library-$version-full.zip。" }
        }
        $own = @($files | Where-Object { -not $listed.ContainsKey($_) })
    }

    Write-Host '准备新站点……'
    $source = Place $unpacked 'site'; Make-Folder $source
    if ($kind -ceq 'delta') {
        foreach ($path in $facts['patched'].get_Keys()) {
            $target = Place $source $path; Make-Folder ([IO.Path]::GetDirectoryName($target))
            $patch = Place $unpacked "patch/$path"; $data = Place $unpacked "data/$path"; $before = Place $script:site $path
            if (-not ([IO.File]::Exists($patch) -and [IO.File]::Exists($data) -and [IO.File]::Exists($before)) -or -not (Patch-File $patch $data $before $target)) {
                Refuse "对 $path 的修改不合格式。"
            }
        }
        $gone = Table
        foreach ($path in @($facts['removed'])) { $gone[$path] = $true }
        foreach ($path in @($listed.get_Keys()) + @('manifest.json')) {
            $target = Place $source $path
            if (-not $gone.ContainsKey($path) -and -not [IO.File]::Exists($target)) {
                Make-Folder ([IO.Path]::GetDirectoryName($target)); [IO.File]::Copy((Place $script:site $path), $target)
            }
        }
    }
    [IO.Directory]::Move($source, $new)
    if (-not [IO.File]::Exists((Place $new 'manifest.json')) -or (Hash-File (Place $new 'manifest.json')) -cne $facts['manifest']['after']) {
        Refuse '新的文件清单 manifest.json 不是说好的那一份。'
    }
    Write-Host '核对新站点……'
    $wanted = Listed $new
    $wrong = First-Wrong $new $wanted
    if ($wrong) { Refuse "新站点的文件不对：$wrong。" }
    foreach ($path in @(Own-Files $new)) { if (-not $wanted.ContainsKey($path)) { Refuse "新站点里多了 $path。" } }
    $release = Release-Of $new
    if ($release['version'] -cne $version -or $release['library'] -cne $library) { Refuse '新站点的 release.json 与 pack.json 说的不是同一个版本。' }
    foreach ($path in $own) {
        $target = Place $new $path
        if ([IO.File]::Exists($target) -or [IO.Directory]::Exists($target)) { Refuse "您放进站点的 $path 与新站点的文件重名。" '移走它再试。' }
        Make-Folder ([IO.Path]::GetDirectoryName($target)); [IO.File]::Copy((Place $script:site $path), $target)
        Write-Host "照样留着您放进站点的 $path。"
    }
    Make-Folder (Place $new 'release')
    foreach ($name in $members.get_Keys()) {
        if ($name -cmatch '\A(pack\.json|changes\.html|metadata/.+)\z') { [IO.File]::Copy((Place $unpacked $name), (Place $new ('release/' + ($name -replace '\Ametadata/', '')))) }
    }
    if ($members.ContainsKey('metadata/1.root.json')) {
        $text = [IO.File]::ReadAllText((Place $unpacked 'metadata/1.root.json')).Trim() -replace '\A.*,"signed":', '' -replace '\}\z', ''
        $print = Hash-Stream (New-Object IO.MemoryStream(, [Text.Encoding]::UTF8.GetBytes($text)))
        Write-Host ('包里的指纹：' + ($print -replace '(....)', '$1 '))
        Write-Host '请与纸上的指纹核对。这个脚本核对了每个文件，但不会验证签名：'
        Write-Host '更新以后，请用另一份可靠拷贝里的“校验本站”页面（verify.html）查一遍；有 Python 的电脑请用 courselib update。'
    } else { Write-Host '这个包没有签名：只核对了文件有没有损坏，看不出是谁发布的。' }
    Swap $new
    Write-Host "站点已更新到 $version。以前的版本留在 $($script:kept)，退回用：update.bat rollback 站点文件夹"
}

function Rollback {
    $names = @(Kept-Names)
    if ($names.Length -eq 0) { Refuse '没有留着更早的版本，退不回去。' '要换上某一版，用它的完整包装到一个空文件夹里。' }
    $last = $names[$names.Length - 1]; $place = Join-Path $script:kept $last; $returning = Join-Path $script:kept 'returning'
    if (First-Wrong $place (Listed $place)) { Refuse "留着的 $last 文件不全或被改过，不能用。" '要换上某一版，用它的完整包。' }
    [IO.File]::WriteAllText((Join-Path $script:kept 'back'), $last)
    [IO.Directory]::Move($place, $returning)
    Swap $returning
    [IO.File]::Delete((Join-Path $script:kept 'back'))
    Tidy
    Write-Host "站点已退回 $last。"
}

$code = 0
try {
    $given = @($args)
    if ($given.Length -eq 0) {
        $given = @((Read-Host '站点的文件夹（可以拖进来）').Trim('"', ' '), (Read-Host '更新包（可以拖进来）').Trim('"', ' '))
    }
    if ($given.Length -ne 2 -or $given[0] -eq '' -or $given[1] -eq '') {
        Fail '写法不对。' '更新：update.bat 站点文件夹 更新包.zip；退回：update.bat rollback 站点文件夹' 2
    }
    $back = $given[0] -eq 'rollback'
    $paths = $ExecutionContext.SessionState.Path
    $script:site = $paths.GetUnresolvedProviderPathFromPSPath($given[[int]$back]).TrimEnd('\')
    $parent = [IO.Path]::GetDirectoryName($script:site); $base = [IO.Path]::GetFileName($script:site)
    if (-not $parent -or -not [IO.Directory]::Exists($parent)) { Fail '站点要放在一个文件夹里，不能是一个盘的最上层。' '如 D:\site。' 2 }
    $script:kept = Join-Path $parent ".$base.releases"; $script:aside = Join-Path $parent ".$base.old"
    Make-Folder $script:kept
    $state = Join-Path $script:kept 'state.json'
    if ([IO.File]::Exists($state) -and [IO.File]::ReadAllText($state) -notmatch '"step":null') { Fail '上一次 courselib update 没有做完。' '先运行一次 courselib update。' 3 }
    try { $script:lock = [IO.File]::Open((Join-Path $script:kept 'update.lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
    catch { Fail '另一个命令正在更新这个站点。' '等它做完。' 3 }
    Settle
    if ($back) { Rollback } else { Update ($paths.GetUnresolvedProviderPathFromPSPath($given[1])) }
} catch {
    $told = $_.Exception.Message.Split('|')
    if ($_.Exception -is [ApplicationException] -and $told.Length -ge 3) {
        $code = [int]$told[0]; Write-Host ('出错了：' + $told[1]); Write-Host ('怎么办：' + $told[2])
    } else {
        $code = 3; Write-Host ('出错了：' + $_.Exception.Message + '（第 ' + $_.InvocationInfo.ScriptLineNumber + ' 行）')
        Write-Host '怎么办：检查磁盘空间和权限，再运行一次：站点没有换好的，会接着换好或换回去。'
    }
} finally {
    if ($script:lock) {
        foreach ($name in 'unpacked', 'new') { try { Remove-Folder (Join-Path $script:kept $name) } catch { } }
        $script:lock.Close()
        try { [IO.File]::Delete((Join-Path $script:kept 'update.lock')); [IO.Directory]::Delete($script:kept) } catch { }
    }
}
exit $code
